using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

/// <summary>What Close ends, and what it leaves.</summary>
public sealed partial class BoundedQueueTests
{
    [Fact]
    public async Task What_is_left_at_Close_is_taken_in_order_and_then_comes_the_end()
    {
        var queue = new BoundedQueue<string>(3);
        await Patience.Returns(() => Fill(queue, "a", "b", "c"));
        await Patience.Returns(queue.Close);
        Assert.Equal(["a", "b", "c", "end", "end"], await Patience.Returns(() => Repeat(5, () => Taken(queue))));
        await Patience.Returns(queue.Close, "Close, for the second time");
        Assert.Equal(["end"], await Patience.Returns(() => Repeat(1, () => Taken(queue))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Put_after_Close_throws_and_leaves_the_queue_usable(int left)
    {
        var queue = new BoundedQueue<int>(2);
        await Patience.Returns(() => Fill(queue, [.. Enumerable.Range(0, left)]));
        await Patience.Returns(queue.Close);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Patience.Returns(() => queue.Put(9), "Put after Close"));
        var taken = await Patience.Returns(() => Repeat(left + 1, () => Taken(queue)), "Take, after Put has thrown: is its lock released?");
        Assert.Equal([.. Enumerable.Range(0, left).Select(item => $"{item}"), "end"], taken);
    }

    [Fact]
    public async Task Close_wakes_every_waiting_taker()
    {
        var queue = new BoundedQueue<string>(1);
        var takers = Enumerable.Range(0, 4).Select(_ => Call.Start(() => Taken(queue))).ToArray();
        await Call.HowManyEnded(takers);
        await Patience.Returns(queue.Close);
        var outcomes = await Patience.Ends(Call.AllOf(takers), "4 waiting takers, after Close: it has to wake all of them");
        Assert.Equal(["end", "end", "end", "end"], outcomes);
    }

    [Fact]
    public async Task Close_wakes_every_waiting_putter_and_takes_none_of_their_items()
    {
        var queue = new BoundedQueue<int>(1);
        await Patience.Returns(() => queue.Put(0));
        var putters = Putters(queue, 4);
        await Call.HowManyEnded(putters);
        await Patience.Returns(queue.Close);
        foreach (var putter in putters)
        {
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() =>
                Patience.Ends(putter.Result, "4 waiting putters, after Close: it has to wake all of them"));
        }

        Assert.Equal(["0", "end"], await Patience.Returns(() => Repeat(2, () => Taken(queue))));
    }
}

using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class BoundedQueueRaces
{
    public static async Task One_puts_and_one_takes()
    {
        var queue = new BoundedQueue<int>(1);
        var putter = Task.Run(() =>
        {
            for (var item = 1; item <= 3; item++)
                queue.Put(item);
        });
        for (var item = 1; item <= 3; item++)
        {
            Assert.True(queue.Take(out var taken), "The queue is open.");
            Assert.Equal(item, taken);
        }

        await putter;
    }

    public static async Task Two_put_and_two_take()
    {
        var queue = new BoundedQueue<int>(1);
        Task<int>[] takers = [Task.Run(Take), Task.Run(Take)];
        await Task.WhenAll(Task.Run(() => queue.Put(1)), Task.Run(() => queue.Put(2)));
        Assert.Equal(3, (await Task.WhenAll(takers)).Sum());

        int Take()
        {
            Assert.True(queue.Take(out var item), "The queue is open.");
            return item;
        }
    }

    public static async Task Three_put_where_there_is_room_for_one()
    {
        var (queue, put) = (new BoundedQueue<int>(1), 0);
        var putters = Task.WhenAll(Enumerable.Range(0, 3).Select(item => Task.Run(() =>
        {
            queue.Put(item);
            Interlocked.Increment(ref put);
        })));
        for (var taken = 0; taken < 3; taken++)
        {
            for (var look = 0; look < 5; look++)
            {
                Assert.True(Volatile.Read(ref put) <= taken + 1, "There was room for one item, and more went in.");
                await Task.Yield();
            }

            Assert.True(queue.Take(out _), "The queue is open.");
        }

        await putters;
    }

    public static async Task Close_wakes_all_who_take()
    {
        var queue = new BoundedQueue<int>(1);
        var takers = Task.WhenAll(Task.Run(() => queue.Take(out _)), Task.Run(() => queue.Take(out _)));
        queue.Close();
        Assert.All(await takers, Assert.False);
    }

    public static async Task Close_wakes_all_who_put()
    {
        var queue = new BoundedQueue<int>(1);
        queue.Put(1);
        Task[] putters = [Task.Run(() => queue.Put(2)), Task.Run(() => queue.Put(3))];
        queue.Close();
        foreach (var putter in putters)
            Assert.IsType<InvalidOperationException>(await Failure.Of(putter), exactMatch: false);
        Assert.True(queue.Take(out var item), "What was put before can be taken.");
        Assert.Equal(1, item);
        Assert.False(queue.Take(out _), "Nothing went in after the end.");
    }
}

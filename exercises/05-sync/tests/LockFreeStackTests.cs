using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class LockFreeStackTests
{
    private const int Trials = 2;
    private const string Retry = "See README.md, \"Compare and swap\".";

    [Fact]
    public async Task A_stack_tells_its_story()
    {
        var stack = new LockFreeStack<string?>();
        var story = new List<string>();
        await Pop();
        await Push("a");
        await Push("b");
        await Pop();
        await Push(null);
        await Push("c");
        await Pop();
        await Pop();
        await Pop();
        await Pop();
        await Push("d");
        await Pop();
        await Pop();
        await Snapshots.Match("LockFreeStack", string.Join('\n', story) + "\n");

        async Task Push(string? item)
        {
            await Patience.Returns(() => stack.Push(item));
            story.Add($"push {item ?? "null"}");
        }

        async Task Pop() => story.Add($"pop: {await Patience.Returns(() => Popped(stack))}");
    }

    [Fact]
    public async Task The_last_item_in_is_the_first_out()
    {
        var stack = new LockFreeStack<int>();
        await Patience.Returns(() => Fill(stack, 100_000));
        var popped = await Patience.Returns(() => Drained(stack, 100_001));
        // As arrays, which are compared at once and not item by item.
        Assert.Equal(Enumerable.Range(0, 100_000).Reverse().ToArray(), popped.ToArray());
    }

    [Fact]
    public async Task An_empty_stack_gives_false_and_default()
    {
        var stack = new LockFreeStack<int>();
        Assert.Equal("empty", await Patience.Returns(() => Popped(stack)));
        await Patience.Returns(() => stack.Push(5));
        Assert.Equal("5", await Patience.Returns(() => Popped(stack)));
        Assert.Equal("empty", await Patience.Returns(() => Popped(stack)));
        Assert.Equal("empty", await Patience.Returns(() => Popped(stack)));
    }

    [Fact]
    public async Task Null_is_an_item_like_any_other()
    {
        var stack = new LockFreeStack<string?>();
        await Patience.Returns(() => stack.Push("a"));
        await Patience.Returns(() => stack.Push(null));
        Assert.Equal("null", await Patience.Returns(() => Popped(stack)));
        Assert.Equal("a", await Patience.Returns(() => Popped(stack)));
    }

    [Fact]
    public async Task Two_stacks_know_nothing_of_each_other()
    {
        var (one, other) = (new LockFreeStack<int>(), new LockFreeStack<int>());
        await Patience.Returns(() => one.Push(1));
        Assert.Equal("empty", await Patience.Returns(() => Popped(other)));
        await Patience.Returns(() => other.Push(2));
        Assert.Equal("1", await Patience.Returns(() => Popped(one)));
        Assert.Equal("2", await Patience.Returns(() => Popped(other)));
    }

    [Fact]
    public async Task Threads_that_push_at_once_lose_nothing()
    {
        const int Each = 5_000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var stack = new LockFreeStack<(int Thread, int Number)>();
            await Patience.Ends(Together.Run(4, thread =>
            {
                for (var number = 0; number < Each; number++)
                    stack.Push((thread, number));
            }), "4 threads call Push");
            var popped = await Patience.Returns(() => Drained(stack, (4 * Each) + 1), "TryPop, until the stack is empty");
            Assert.True(popped.Count == 4 * Each, $"4 threads pushed {Each} items each, and {popped.Count} came out. {Retry}");
            for (var thread = 0; thread < 4; thread++)
            {
                var ofOne = popped.Where(item => item.Thread == thread).Select(item => item.Number);
                Assert.True(ofOne.SequenceEqual(Enumerable.Range(0, Each).Reverse()), "One thread's items did not come out last in, first out.");
            }
        }
    }

    [Fact]
    public async Task Threads_that_pop_at_once_share_the_items()
    {
        const int Items = 20_000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var stack = new LockFreeStack<int>();
            await Patience.Returns(() => Fill(stack, Items));
            var popped = new List<int>[4];
            await Patience.Ends(Together.Run(4, thread => popped[thread] = Drained(stack, Items + 1)), "4 threads call TryPop");
            Assert.True(popped.Sum(ofOne => ofOne.Count) == Items, $"{Items} items were in, and 4 threads popped {popped.Sum(ofOne => ofOne.Count)}. {Retry}");
            Assert.True(popped.SelectMany(ofOne => ofOne).Distinct().Count() == Items, $"Some items were popped twice, and others never. {Retry}");
            Assert.All(popped, ofOne =>
                Assert.True(ofOne.Zip(ofOne.Skip(1)).All(pair => pair.First > pair.Second), "One thread popped a lower item before a higher one."));
        }
    }

    [Fact]
    public async Task A_stack_with_items_in_it_is_never_called_empty()
    {
        // Four items, and four threads that take one and put it back: whoever asks, there is one left.
        var stack = new LockFreeStack<int>();
        await Patience.Returns(() => Fill(stack, 4));
        await Patience.Ends(Together.Run(4, _ =>
        {
            for (var round = 0; round < 50_000; round++)
            {
                if (!stack.TryPop(out var item))
                    Assert.Fail($"TryPop returned false although there was an item: losing a race is no reason to give up. {Retry}");
                stack.Push(item);
            }
        }), "4 threads pop and push in turn");
        Assert.Equal(4, (await Patience.Returns(() => Drained(stack, 5), "TryPop, until the stack is empty")).Count);
    }

    [Fact]
    public async Task A_few_items_passed_round_and_round_stay_the_same_few()
    {
        // Pop two, push two: a node that is used again comes back to the top while another thread still holds on to it (ABA).
        const int Items = 4;
        for (var trial = 0; trial < Trials; trial++)
        {
            var stack = new LockFreeStack<int>();
            await Patience.Returns(() => Fill(stack, Items));
            await Patience.Ends(Together.Run(3, _ =>
            {
                for (var round = 0; round < 15_000; round++)
                {
                    var (one, other) = (stack.TryPop(out var first), stack.TryPop(out var second));
                    if (one)
                        stack.Push(first);
                    if (other)
                        stack.Push(second);
                }
            }), "3 threads pop two items and push them back, again and again");
            var left = await Patience.Returns(() => Drained(stack, Items + 1), "TryPop, until the stack is empty");
            Assert.True(left.Order().SequenceEqual(Enumerable.Range(0, Items)), $"Items 0 to {Items - 1} went round; left are {string.Join(", ", left)}. Is a node used twice? See README.md, \"ABA\".");
        }
    }

    [Fact]
    public async Task What_was_popped_leaves_no_nodes_behind()
    {
        const int Items = 40_000;
        var stack = new LockFreeStack<int>();
        await Patience.Returns(() => FillAndDrain(stack, 10));
        var before = Heap.InUse();
        await Patience.Returns(() => FillAndDrain(stack, Items));
        var kept = (Heap.InUse() - before) / Items;

        // An array that has grown keeps at most 8 bytes an item; a node is at least 32.
        Assert.True(kept < 16, $"An empty stack keeps {kept} bytes for each item that was ever in it: let go of the nodes. See README.md, \"ABA\".");
        await Patience.Returns(() => FillAndDrain(stack, 10));
    }

    private static string Popped<T>(LockFreeStack<T> stack)
    {
        if (stack.TryPop(out var item))
            return item?.ToString() ?? "null";
        return Equals(item, default(T)) ? "empty" : $"false with {item} instead of default";
    }

    // A broken stack may be a ring: stop at the limit.
    private static List<T> Drained<T>(LockFreeStack<T> stack, int limit)
    {
        var items = new List<T>();
        while (items.Count < limit && stack.TryPop(out var item))
            items.Add(item);
        return items;
    }

    private static void Fill(LockFreeStack<int> stack, int items)
    {
        for (var item = 0; item < items; item++)
            stack.Push(item);
    }

    private static void FillAndDrain(LockFreeStack<int> stack, int items)
    {
        Fill(stack, items);
        for (var item = 0; item < items; item++)
            Assert.True(stack.TryPop(out _), "TryPop returned false although there was an item.");
    }
}

using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class LockFreeStackRaces
{
    public static async Task Two_push_at_once()
    {
        var stack = new LockFreeStack<int>();
        await Task.WhenAll(Task.Run(() => stack.Push(1)), Task.Run(() => stack.Push(2)));
        Assert.Equal([1, 2], Rest(stack));
    }

    public static async Task Two_pop_at_once()
    {
        var stack = new LockFreeStack<int>();
        stack.Push(1);
        stack.Push(2);
        var popped = await Task.WhenAll(Task.Run(Pop), Task.Run(Pop));
        Assert.Equal([1, 2], popped.Order());

        int Pop()
        {
            Assert.True(stack.TryPop(out var item), "There is an item for each.");
            return item;
        }
    }

    public static async Task One_pushes_while_another_pops()
    {
        var stack = new LockFreeStack<int>();
        stack.Push(1);
        var popped = Task.Run(() => stack.TryPop(out var item) ? item : 0);
        stack.Push(2);
        var item = await popped;
        Assert.Equal([1, 2], Rest(stack).Append(item).Order());
    }

    public static async Task Two_pass_a_few_items_round()
    {
        var stack = new LockFreeStack<int>();
        foreach (var item in new[] { 1, 2, 3 })
            stack.Push(item);
        await Task.WhenAll(Task.Run(PassOne), Task.Run(PassTwo));
        Assert.Equal([1, 2, 3], Rest(stack));

        void PassOne()
        {
            if (stack.TryPop(out var item))
                stack.Push(item);
        }

        void PassTwo()
        {
            Assert.True(stack.TryPop(out var first), "The other one holds one at most.");
            Assert.True(stack.TryPop(out var second), "The other one holds one at most.");
            stack.Push(first);
            stack.Push(second);
        }
    }

    private static int[] Rest(LockFreeStack<int> stack)
    {
        var items = new List<int>();
        while (stack.TryPop(out var item) && items.Count < 10)
            items.Add(item);
        return [.. items.Order()];
    }
}

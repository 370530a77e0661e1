using Camp.Testing;

namespace Camp.Context.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class LinkedRaces
{
    private const string Section = "Parents and children";

    public static async Task Parent_and_child_are_cancelled_while_one_is_disposed()
    {
        using var root = new CancellationTokenSource();
        var child = new Linked(root.Token);
        var told = 0;
        child.Token.Register(() => Interlocked.Increment(ref told));
        await Task.WhenAll(Task.Run(root.Cancel), Task.Run(child.Cancel), Task.Run(child.Dispose));
        Expect.Equal(1, Volatile.Read(ref told), "Callbacks", "Let go of the parent");
        Expect.True(child.Token.IsCancellationRequested, "The token is not cancelled.", Section);
    }

    public static async Task A_child_is_born_while_its_parent_is_cancelled()
    {
        using var root = new CancellationTokenSource();
        var cancelling = Task.Run(root.Cancel);
        using var child = new Linked(root.Token);
        await cancelling;
        Expect.True(child.Token.IsCancellationRequested, "The parent was cancelled, its child was not.", Section);
    }

    public static async Task A_child_is_born_while_its_parent_is_disposed()
    {
        using var root = new CancellationTokenSource();
        var parent = new Linked(root.Token);
        var disposing = Task.Run(parent.Dispose);
        using var child = parent.Child();
        await disposing;
        Expect.True(child.Token.IsCancellationRequested, "The parent was disposed, its child was not cancelled.", Section);
        Expect.True(!root.IsCancellationRequested, "A child cancelled its parent.", Section);
    }

    public static async Task A_child_is_cancelled_beside_another()
    {
        using var root = new CancellationTokenSource();
        var parent = new Linked(root.Token);
        using var child = parent.Child();
        var cancelling = Task.Run(child.Cancel);
        using var other = parent.Child();
        await cancelling;
        Expect.True(!other.Token.IsCancellationRequested, "A child cancelled another child.", Section);
        Expect.True(!parent.Token.IsCancellationRequested, "A child cancelled its parent.", Section);
        parent.Dispose();
    }
}

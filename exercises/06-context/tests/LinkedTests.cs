using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Context.Tests;

public sealed class LinkedTests
{
    private const string Section = "Parents and children";
    private const string Letting = "Let go of the parent";

    [Fact]
    public async Task A_family_tells_its_story()
    {
        using var root = new CancellationTokenSource();
        using var parent = new Linked(root.Token);
        using var one = parent.Child();
        using var two = parent.Child();
        using var grandchild = one.Child();
        var story = new List<string>();
        Tell("all are new");
        one.Cancel();
        Tell("one child is cancelled");
        two.Dispose();
        Tell("the other child is disposed");
        one.Cancel();
        two.Cancel();
        two.Dispose();
        Tell("all of that again");
        using var late = one.Child();
        using var later = two.Child();
        story.Add($"born to a cancelled and a disposed parent: {State(late.Token)}, {State(later.Token)}");
        root.Cancel();
        Tell("the root is cancelled");
        await Snapshots.Match("Linked", string.Join('\n', story) + "\n");

        void Tell(string what) => story.Add(
            $"{what}: root {State(root.Token)}, parent {State(parent.Token)}, one {State(one.Token)}, two {State(two.Token)}, grandchild {State(grandchild.Token)}");

        static string State(CancellationToken token) => token.IsCancellationRequested ? "cancelled" : "open";
    }

    [Fact]
    public void A_parent_cancels_children_and_grandchildren()
    {
        using var root = new CancellationTokenSource();
        using var child = new Linked(root.Token);
        using var grandchild = child.Child();
        var told = 0;
        grandchild.Token.Register(() => told++);
        root.Cancel();
        Expect.True(child.Token.IsCancellationRequested, "The parent was cancelled, its child was not.", Section);
        Expect.True(grandchild.Token.IsCancellationRequested, "The parent was cancelled, its grandchild was not.", Section);
        Expect.Equal(1, told, "Callbacks of the grandchild", Section);
    }

    [Fact]
    public void A_child_leaves_its_parent_and_its_siblings_alone()
    {
        using var root = new CancellationTokenSource();
        using var parent = new Linked(root.Token);
        using var child = parent.Child();
        using var sibling = parent.Child();
        child.Cancel();
        Expect.True(child.Token.IsCancellationRequested, "Cancel did not cancel.", Section);
        child.Dispose();
        Expect.True(!parent.Token.IsCancellationRequested && !root.IsCancellationRequested, "A child cancelled its parent.", Section);
        Expect.True(!sibling.Token.IsCancellationRequested, "A child cancelled another child.", Section);
        parent.Cancel();
        Expect.True(sibling.Token.IsCancellationRequested, "The parent was cancelled, a child of it was not.", Section);
    }

    [Fact]
    public void Dispose_cancels_what_runs_under_the_token()
    {
        var child = new Linked(CancellationToken.None);
        var told = 0;
        child.Token.Register(() => told++);
        child.Dispose();
        Expect.Equal(1, told, "Callbacks when the child was disposed", Section);
        child.Dispose();
        child.Cancel();
        Expect.Equal(1, told, "Callbacks on the token of a disposed child", Section);
        Expect.True(child.Token.IsCancellationRequested, "The token of a disposed child is not cancelled.", Section);
        using var born = child.Child();
        Expect.True(born.Token.IsCancellationRequested, "A child of a disposed parent is not cancelled.", Section);
    }

    [Fact]
    public void A_cancelled_parent_has_cancelled_children()
    {
        using var child = new Linked(new CancellationToken(canceled: true));
        Expect.True(child.Token.IsCancellationRequested, "The parent was cancelled before, its child is not.", Section);
    }

    [Fact]
    public void A_parent_that_lives_on_keeps_no_disposed_child()
    {
        using var root = new CancellationTokenSource();
        var left = LiveAndDie(root.Token);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Expect.Equal(0, left.Count(one => one.IsAlive), "Disposed children of 100 that their parent still holds", Letting);
        root.Cancel();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> LiveAndDie(CancellationToken root)
    {
        var left = new List<WeakReference>();
        for (var request = 0; request < 100; request++)
        {
            var body = new object();
            var child = new Linked(root);
            child.Token.Register(() => GC.KeepAlive(body));
            left.Add(new WeakReference(body));
            left.Add(new WeakReference(child));
            child.Dispose();
        }

        return left;
    }

    [Fact]
    public void A_callback_that_throws_does_not_keep_the_link()
    {
        using var root = new CancellationTokenSource();
        var (left, thrown) = LiveAndFail(root.Token);
        Expect.True(thrown is not null, "A callback threw, and Dispose hid it.", Letting);
        GC.Collect();
        Expect.True(!left.IsAlive, "A callback threw when the child was disposed, and the parent still holds the child.", Letting);
        root.Cancel();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Left, Exception? Thrown) LiveAndFail(CancellationToken root)
    {
        var child = new Linked(root);
        child.Token.Register(() => throw new TimeoutException("The callback fails."));
        // The source holds its wait handle until it is disposed.
        var left = new WeakReference(child.Token.WaitHandle);
        return (left, Record.Exception(child.Dispose));
    }

    // Whoever only cancels looks right, but stays on the parent's list: a few hundred bytes for every request, for ever.
    [Fact]
    public void A_parent_that_lives_on_does_not_grow_with_every_child()
    {
        const int Children = 20_000;
        using var root = new CancellationTokenSource();
        // What else lives in this process may grow too, but not in every round.
        var grown = Enumerable.Range(0, 5).Min(_ => Grown(root.Token, Children));
        Expect.True(grown < Children * 40, $"After {Children} disposed children their parent holds {grown / Children} bytes for each of them; expected none.", Letting);
    }

    private static long Grown(CancellationToken root, int children)
    {
        var before = Heap.InUse();
        for (var request = 0; request < children; request++)
            new Linked(root).Dispose();
        return Heap.InUse() - before;
    }

    [Fact]
    public async Task Threads_may_cancel_and_dispose_at_the_same_time()
    {
        for (var round = 0; round < 300; round++)
        {
            using var root = new CancellationTokenSource();
            var child = new Linked(root.Token);
            var told = 0;
            child.Token.Register(() => Interlocked.Increment(ref told));
            await Patience.Ends(Together.Run(4, thread =>
            {
                if (thread == 0)
                    root.Cancel();
                else if (thread == 1)
                    child.Dispose();
                else
                    child.Cancel();
            }), $"four threads cancel and dispose. See README.md, '{Section}'");
            Expect.Equal(1, told, "Callbacks", Section);
            Expect.True(child.Token.IsCancellationRequested, "The token is not cancelled.", Section);
        }
    }
}

using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Memory.Tests;

public sealed class BufferPoolTests
{
    private const string Section = "A pool of buffers";

    [Fact]
    public async Task A_pool_tells_its_story()
    {
        var pool = new BufferPool(size: 4, capacity: 2);
        var (a, b, c) = (pool.Rent(), pool.Rent(), pool.Rent());
        var story = $"three rented: kept {pool.Kept}\n";
        foreach (var buffer in new[] { a, b, c })
            buffer.AsSpan().Fill(7);
        foreach (var (name, buffer) in new[] { ("a", a), ("b", b), ("c", c), ("a", a) })
        {
            var error = Record.Exception(() => pool.Return(buffer));
            story += $"{name} returned: kept {pool.Kept}, {error?.GetType().Name ?? $"it holds {string.Join(' ', buffer)}"}\n";
        }

        var again = new[] { pool.Rent(), pool.Rent(), pool.Rent() };
        story += $"three rented again: {again.Count(buffer => buffer == a || buffer == b)} of them known, kept {pool.Kept}\n";
        await Snapshots.Match("BufferPool", story);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_buffer_has_the_size_and_is_empty(int size)
    {
        var buffer = new BufferPool(size, 1).Rent();
        Expect.Equal(size, buffer.Length, "The length", Section);
        Expect.True(!buffer.AsSpan().ContainsAnyExcept((byte)0), "A new buffer is not all 0.", Section);
    }

    [Fact]
    public void A_returned_buffer_is_rented_again()
    {
        var pool = new BufferPool(16, 2);
        var buffer = pool.Rent();
        for (var i = 0; i < 3; i++)
        {
            pool.Return(buffer);
            Expect.Equal(1, pool.Kept, "Kept buffers", Section);
            Expect.True(ReferenceEquals(buffer, pool.Rent()), "The returned buffer was not used again.", Section);
            Expect.Equal(0, pool.Kept, "Kept buffers when it is out", Section);
        }
    }

    [Fact]
    public void Renting_never_waits()
    {
        var pool = new BufferPool(16, 1);
        var buffers = Enumerable.Range(0, 10).Select(_ => pool.Rent()).ToHashSet();
        Expect.Equal(10, buffers.Count, "Different buffers of a pool that keeps one", Section);
    }

    [Fact]
    public void What_comes_back_to_a_full_pool_is_dropped()
    {
        var pool = new BufferPool(16, 3);
        var buffers = Enumerable.Range(0, 5).Select(_ => pool.Rent()).ToList();
        buffers.ForEach(pool.Return);
        Expect.Equal(3, pool.Kept, "Kept buffers", Section);
        var again = Enumerable.Range(0, 5).Select(_ => pool.Rent()).ToList();
        Expect.Equal(3, again.Count(buffers.Contains), "Buffers that were kept", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Returning_clears_at_once(bool full)
    {
        var pool = new BufferPool(100, 1);
        var (buffer, other) = (pool.Rent(), pool.Rent());
        if (full)
            pool.Return(other);
        buffer.AsSpan().Fill(42);
        pool.Return(buffer);
        Expect.True(!buffer.AsSpan().ContainsAnyExcept((byte)0), "What the last owner wrote is still in the returned buffer.", Section);
    }

    [Fact]
    public void A_buffer_in_the_pool_cannot_be_returned_again()
    {
        var pool = new BufferPool(16, 5);
        var buffers = Enumerable.Range(0, 4).Select(_ => pool.Rent()).ToList();
        buffers.ForEach(pool.Return);
        foreach (var buffer in buffers)
            Assert.Throws<InvalidOperationException>(() => pool.Return(buffer));
        Expect.Equal(4, pool.Kept, "Kept buffers after what was refused", Section);
        Expect.Equal(6, Enumerable.Range(0, 6).Select(_ => pool.Rent()).Distinct().Count(), "Different buffers for six owners", Section);
        // Out again, it may come back again.
        pool.Return(buffers[0]);
    }

    [Fact]
    public void A_buffer_in_a_full_pool_cannot_be_returned_again_either()
    {
        var pool = new BufferPool(16, 2);
        var (one, two) = (pool.Rent(), pool.Rent());
        pool.Return(one);
        pool.Return(two);
        Assert.Throws<InvalidOperationException>(() => pool.Return(one));
        Assert.Throws<InvalidOperationException>(() => pool.Return(two));
    }

    [Fact]
    public async Task Of_two_threads_that_return_one_buffer_one_is_refused()
    {
        for (var round = 0; round < 300; round++)
        {
            var (pool, refused) = (new BufferPool(16, 4), 0);
            var buffer = pool.Rent();
            await Patience.Ends(Together.Run(2, _ =>
            {
                try
                {
                    pool.Return(buffer);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }));
            Expect.Equal(1, pool.Kept, "Kept buffers when two threads returned the same", Section);
            Expect.Equal(1, refused, "Threads that were refused", Section);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void A_buffer_of_another_size_is_refused_and_left_as_it_is(int size)
    {
        var pool = new BufferPool(16, 2);
        var foreign = Enumerable.Repeat((byte)9, size).ToArray();
        Assert.Throws<ArgumentException>(() => pool.Return(foreign));
        Expect.Equal(0, pool.Kept, "Kept buffers", Section);
        Expect.True(foreign.All(value => value == 9), "A refused buffer was cleared.", Section);
    }

    [Fact]
    public void No_buffer_is_refused() => Assert.Throws<ArgumentNullException>(() => new BufferPool(16, 2).Return(null!));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Renting_and_returning_allocates_nothing(int together)
    {
        var pool = new BufferPool(1024, 8);
        var buffers = new byte[together][];
        var bytes = Allocated.By(() =>
        {
            for (var i = 0; i < together; i++)
                buffers[i] = pool.Rent();
            for (var i = 0; i < together; i++)
                pool.Return(buffers[i]);
        });
        Expect.Equal(0L, bytes, $"Bytes allocated by renting and returning {together} buffers a hundred times", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_forgotten_buffer_is_not_kept_alive(bool usedBefore)
    {
        var pool = new BufferPool(1024, 2);
        if (usedBefore)
            Use(pool);
        var forgotten = Forget(pool);
        for (var i = 0; i < 5 && forgotten.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Expect.True(!forgotten.IsAlive, "The pool keeps a buffer alive that nobody returned.", Section);
        GC.KeepAlive(pool);
    }

    [Fact]
    public async Task Under_load_each_buffer_has_one_owner()
    {
        var (pool, dirty, shared) = (new BufferPool(8, 3), false, false);
        await Patience.Ends(Together.Race(4, number =>
        {
            var buffer = pool.Rent();
            dirty |= buffer.AsSpan().ContainsAnyExcept((byte)0);
            buffer.AsSpan().Fill((byte)(number + 1));
            Thread.SpinWait(10);
            shared |= buffer.AsSpan().ContainsAnyExcept((byte)(number + 1));
            pool.Return(buffer);
        }), "4 threads that rent and return");
        Expect.True(!dirty, "A rented buffer was not all 0.", Section);
        Expect.True(!shared, "Two threads had the same buffer.", Section);
        Expect.True(pool.Kept is > 0 and <= 3, $"A pool for 3 keeps {pool.Kept} buffers.", Section);
    }

    [Fact]
    public void Two_pools_have_their_own_buffers()
    {
        var (one, other) = (new BufferPool(16, 2), new BufferPool(16, 2));
        var buffer = one.Rent();
        one.Return(buffer);
        Expect.Equal(0, other.Kept, "Buffers kept by the other pool", Section);
        Expect.True(!ReferenceEquals(buffer, other.Rent()), "A buffer came out of another pool.", Section);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void Numbers_out_of_range_are_refused(int size, int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BufferPool(size, capacity));

    // Methods of their own, so that nothing in the test keeps the buffer alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(BufferPool pool) => pool.Return(pool.Rent());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget(BufferPool pool) => new(pool.Rent());
}

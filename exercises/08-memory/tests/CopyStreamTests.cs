using System.Buffers;
using Camp.Testing;
using Xunit;

namespace Camp.Memory.Tests;

public sealed class CopyStreamTests
{
    private const string Section = "A rented buffer";

    private readonly WatchedPool _pool = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_tells_its_story()
    {
        var log = new List<string>();
        var (from, to) = (new ScriptedStream(Bytes(25)) { Log = log, Piece = 7 }, new ScriptedStream { Log = log });
        var copied = await Copy(from, to, bufferSize: 10);
        log.Add($"copied {copied}; rented {_pool.Rented}, returned {_pool.Returned}");
        await Snapshots.Match("CopyStream", string.Join('\n', log) + "\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1000)]
    public async Task Everything_arrives_through_one_buffer(int length)
    {
        var (content, to) = (Bytes(length), new ScriptedStream());
        Expect.Equal((long)length, await Copy(new ScriptedStream(content), to, bufferSize: 100), "Bytes copied", Section);
        Expect.True(content.AsSpan().SequenceEqual(to.Written), "What arrived is not what was sent.", Section);
        Clean(1);
        Expect.True(_pool.Asked >= 100, $"A buffer of {_pool.Asked} bytes was rented, not of 100.", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_short_read_is_not_the_end(int piece)
    {
        var (content, to) = (Bytes(50), new ScriptedStream());
        Expect.Equal(50L, await Copy(new ScriptedStream(content) { Piece = piece }, to, bufferSize: 16), "Bytes copied", Section);
        Expect.True(content.AsSpan().SequenceEqual(to.Written), "What arrived is not what was sent.", Section);
    }

    [Fact]
    public async Task What_was_read_is_written_before_the_next_read()
    {
        var log = new List<string>();
        await Copy(new ScriptedStream(Bytes(9)) { Log = log, Piece = 4 }, new ScriptedStream { Log = log }, bufferSize: 8);
        Expect.Sequence(["read 4", "wrote 4", "read 4", "wrote 4", "read 1", "wrote 1", "read 0"], log, "What was done", Section);
    }

    [Fact]
    public void Copying_allocates_nothing()
    {
        var pool = new OneArray();
        var copy = new CopyStream(pool, 1000);
        var (from, to) = (new MemoryStream(Bytes(10_000)), new MemoryStream(new byte[10_000]));
        var (copied, waits) = (0L, false);
        var bytes = Allocated.By(() =>
        {
            (from.Position, to.Position) = (0, 0);
            var copying = copy.CopyAsync(from, to, default);
            waits |= !copying.IsCompleted;
            copied = waits ? 0 : copying.Result;
        });
        Expect.True(!waits, "Both streams completed at once, and the copy did not.", Section);
        Expect.Equal(10_000L, copied, "Bytes copied", Section);
        Expect.True(to.ToArray().AsSpan().SequenceEqual(Bytes(10_000)), "What arrived is not what was sent.", Section);
        Expect.Equal(0L, bytes, "Bytes allocated by a hundred copies", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_buffer_comes_back_after_a_failure(bool reading)
    {
        var copy = new CopyStream(_pool, 20);
        foreach (var atOnce in new[] { true, false })
        {
            var error = new IOException("The line is dead.");
            Func<CancellationToken, Task> fails = async _ =>
            {
                if (!atOnce)
                    await Task.Yield();
                throw error;
            };
            var from = new ScriptedStream(Bytes(50)) { Piece = 20 };
            var to = new ScriptedStream();
            // The second time, when data is in the buffer.
            var calls = 0;
            if (reading)
                from.OnRead = token => ++calls == 2 ? fails(token) : Task.CompletedTask;
            else
                to.OnWrite = token => ++calls == 2 ? fails(token) : Task.CompletedTask;
            Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(copy.CopyAsync(from, to, Token).AsTask(), "CopyAsync")), Section);
            Clean(atOnce ? 1 : 2);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_cancels_stops_the_read_or_write_that_waits(bool reading)
    {
        using var gate = new Gate();
        var (from, to) = (new ScriptedStream(Bytes(50)), new ScriptedStream());
        if (reading)
            from.OnRead = token => gate.Pass().WaitAsync(token);
        else
            to.OnWrite = token => gate.Pass().WaitAsync(token);
        using var caller = new CancellationTokenSource();
        var copying = new CopyStream(_pool, 20).CopyAsync(from, to, caller.Token).AsTask();
        await Patience.Ends(gate.Arrived);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(copying, "CopyAsync when the caller has cancelled"));
        Clean(1);
    }

    [Fact]
    public async Task Who_has_cancelled_before_rents_and_reads_nothing()
    {
        var from = new ScriptedStream(Bytes(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CopyStream(_pool).CopyAsync(from, new ScriptedStream(), new CancellationToken(true)).AsTask());
        Expect.Equal(0, _pool.Rented, "Buffers rented", Section);
        Expect.Equal(0, from.Reads, "Reads", Section);
    }

    [Fact]
    public async Task Both_streams_get_the_token()
    {
        var (from, to) = (new ScriptedStream(Bytes(5)), new ScriptedStream());
        using var caller = new CancellationTokenSource();
        await new CopyStream(_pool).CopyAsync(from, to, caller.Token);
        Expect.Equal(caller.Token, from.LastToken, "The token of the read", Section);
        Expect.Equal(caller.Token, to.LastToken, "The token of the write", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_buffer_in_use_is_not_returned(bool reading)
    {
        using var gate = new Gate();
        var (content, from, to) = (Bytes(30), new ScriptedStream(Bytes(30)), new ScriptedStream());
        if (reading)
            from.OnRead = _ => gate.Pass();
        else
            to.OnWrite = _ => gate.Pass();
        using var caller = new CancellationTokenSource();
        var copying = new CopyStream(_pool, 100).CopyAsync(from, to, caller.Token).AsTask();
        await Patience.Ends(gate.Arrived);
        // This stream does not notice its token: until it has ended, the buffer is its own.
        await caller.CancelAsync();
        Expect.True(!Together.Chance(() => _pool.Returned > 0), "The buffer was returned while a stream was using it.", Section);
        gate.Open();
        await Record.ExceptionAsync(() => Patience.Ends(copying));
        Expect.True(to.Written.Length == 0 || content.AsSpan().SequenceEqual(to.Written), "What arrived is not what was sent.", Section);
        Clean(1);
    }

    [Fact]
    public async Task Copies_at_the_same_time_have_their_own_buffers()
    {
        using var gate = new Gate(expected: 4);
        var streams = Enumerable.Range(0, 4).Select(number => (Content: Bytes(40, number), To: new ScriptedStream { OnWrite = _ => gate.Pass() })).ToList();
        var copy = new CopyStream(_pool, 64);
        var copying = streams.Select(stream => copy.CopyAsync(new ScriptedStream(stream.Content), stream.To, Token).AsTask()).ToList();
        await Patience.Ends(Task.WhenAny(gate.Arrived, Task.WhenAll(copying)), "4 copies at once");
        gate.Open();
        await Patience.Ends(Task.WhenAll(copying));
        Expect.True(streams.All(stream => stream.Content.AsSpan().SequenceEqual(stream.To.Written)), "What arrived is not what was sent.", Section);
        Clean(4);
    }

    [Fact]
    public async Task The_streams_are_neither_flushed_nor_closed()
    {
        var (from, to) = (new ScriptedStream(Bytes(30)), new ScriptedStream());
        await Copy(from, to, bufferSize: 16);
        Expect.True(!from.Touched && !to.Touched, "A stream was flushed or closed: that is its owner's part.", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_size_below_one_is_refused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new CopyStream(_pool, size));

    private Task<long> Copy(Stream from, Stream to, int bufferSize) => Patience.Ends(new CopyStream(_pool, bufferSize).CopyAsync(from, to, Token).AsTask(), "CopyAsync");

    private void Clean(int buffers)
    {
        Expect.Equal(buffers, _pool.Rented, "Buffers rented", Section);
        Expect.Equal(buffers, _pool.Returned, "Buffers returned", Section);
        Expect.True(!_pool.Confused, "A buffer was returned twice.", Section);
        Expect.True(!_pool.Dirty, "A buffer was returned with data in it: the next one who rents it could read that.", Section);
    }

    private static byte[] Bytes(int count, int seed = 0) => [.. Enumerable.Range(0, count).Select(i => (byte)((i * 7) + seed + 1))];

    // Has one array for ever, and allocates nothing itself.
    private sealed class OneArray : ArrayPool<byte>
    {
        private readonly byte[] _array = new byte[1024];

        public override byte[] Rent(int minimumLength) => _array;

        public override void Return(byte[] array, bool clearArray = false)
        {
        }
    }
}

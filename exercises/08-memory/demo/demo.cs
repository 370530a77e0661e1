#:project ..
#:property PublishAot=false
// The same work with garbage and with reuse: bytes, collections, pauses. Run it with: dotnet demo/demo.cs
using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Camp.Memory;

const string Line = "2026-11-24T10:15:30.123Z GET /api/users/42 200 12.5ms";

try
{
    Console.WriteLine("work                                        ms    MB allocated   collections: gen 0, 1, 2   pauses");
    var pool = new BufferPool(100_000, 4);
    Row("buffers of 100,000 bytes, new", 20_000, _ => Touch(new byte[100_000]));
    Row("              ... BufferPool", 20_000, _ =>
    {
        var buffer = pool.Rent();
        Touch(buffer);
        pool.Return(buffer);
    });

    var (from, copy) = (new MemoryStream(new byte[1_000_000]), new CopyStream(ArrayPool<byte>.Shared));
    Row("copies of 1 MB, a new array each", 2_000, _ =>
    {
        var array = new byte[81920];
        for (from.Position = 0; from.Read(array) is var read and > 0;)
            Stream.Null.Write(array, 0, read);
    });
    Row("              ... CopyStream", 2_000, _ =>
    {
        from.Position = 0;
        copy.CopyAsync(from, Stream.Null, default).GetAwaiter().GetResult();
    });

    Row("log lines, Split and Parse", 500_000, _ => Parse(Line));
    Row("              ... SpanParser", 500_000, _ => SpanParser.TryParse(Line, out var _));

    var texts = new PooledBuilder(4, 10_000);
    Row("texts of 600 characters, a new builder each", 200_000, number => Write(new StringBuilder(), number).ToString());
    Row("              ... PooledBuilder", 200_000, number => texts.Build(number, static (builder, what) => Write(builder, what)));

    Console.WriteLine("\nAnd where a pool makes things worse: buffers of 32 bytes, on two threads");
    var small = new BufferPool(32, 64);
    Row("buffers of 32 bytes, new", 1_000_000, _ => Touch(new byte[32]), threads: 2);
    Row("              ... BufferPool", 1_000_000, _ =>
    {
        var buffer = small.Rent();
        Touch(buffer);
        small.Return(buffer);
    }, threads: 2);
    Console.WriteLine("A generation 0 collection of what has died already costs next to nothing; a lock and a clearing cost each time.");
    Console.WriteLine("For figures to rely on: dotnet run -c Release --file demo/bench.cs");
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish all four exercises first ({todo.Message}): camp hint memory/buffer-pool");
    return 1;
}

static void Row(string name, int times, Action<int> work, int threads = 1)
{
    for (var i = 0; i < 200; i++)
        work(i);
    GC.Collect();
    var (bytes, pauses, started) = (GC.GetTotalAllocatedBytes(true), GC.GetTotalPauseDuration(), Stopwatch.GetTimestamp());
    int[] before = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
    var all = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
    {
        for (var i = 0; i < times; i++)
            work(i);
    })).ToList();
    all.ForEach(thread => thread.Start());
    all.ForEach(thread => thread.Join());
    var elapsed = Stopwatch.GetElapsedTime(started);
    var megabytes = (GC.GetTotalAllocatedBytes(true) - bytes) / 1e6;
    // A collection of generation 2 collects 1 and 0 too; count each once.
    var (two, one, zero) = (GC.CollectionCount(2) - before[2], GC.CollectionCount(1) - before[1], GC.CollectionCount(0) - before[0]);
    Console.WriteLine(FormattableString.Invariant(
        $"{name,-43} {elapsed.TotalMilliseconds,5:0} {megabytes,12:#,0.0} {zero - one,17} {one - two,4} {two,4} {(GC.GetTotalPauseDuration() - pauses).TotalMilliseconds,11:0.0} ms"));
}

static void Touch(byte[] buffer) => buffer[0] = buffer[^1] = 1;

static StringBuilder Write(StringBuilder builder, int number)
{
    for (var i = 0; i < 60; i++)
        builder.Append(number % 10).Append(" of ten, ");
    return builder;
}

// As one writes it at first.
static (DateTime, string, string, int, double) Parse(string line)
{
    var fields = line.Split(' ');
    return (DateTime.Parse(fields[0], CultureInfo.InvariantCulture), fields[1], fields[2], int.Parse(fields[3], CultureInfo.InvariantCulture), double.Parse(fields[4].Replace("ms", ""), CultureInfo.InvariantCulture));
}

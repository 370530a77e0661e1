#:project ..
#:package BenchmarkDotNet
#:property PublishAot=false
// Reuse against allocation, with BenchmarkDotNet: time, bytes, and collections of each generation per thousand operations.
// Run it with: dotnet run -c Release --file demo/bench.cs
// Behind "--": --filter "*Buffers*" for some of it, --job Dry to see only that all of it runs.
using System.Buffers;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Camp.Memory;

try
{
    new BufferPool(1, 1);
    _ = new CopyStream(ArrayPool<byte>.Shared);
    SpanParser.TryParse("", out _);
    _ = new PooledBuilder(1, 16);
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish all four exercises first ({todo.Message}): camp hint memory/buffer-pool");
    return 1;
}

// In this process: the default would build a project of its own, and a file has none.
var job = (args is [.., "--job", "Dry"] ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "camp-memory-bench"));
string[] rest = args is [.. var others, "--job", "Dry"] ? others : args;
var summaries = BenchmarkSwitcher.FromTypes([typeof(Buffers), typeof(Lines), typeof(Texts)]).Run(rest is [] ? ["--filter", "*"] : rest, config);
return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;

/// <summary>From 32 bytes, where a pool is slower, over 4 KB to the large object heap, where each new array is a collection of generation 2 nearer.</summary>
[MemoryDiagnoser]
public class Buffers
{
    private BufferPool _pool = null!;

    [Params(32, 4096, 100_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _pool = new BufferPool(Size, 16);

    [Benchmark(Baseline = true)]
    public byte New() => Touch(new byte[Size]);

    [Benchmark]
    public byte BufferPool()
    {
        var buffer = _pool.Rent();
        var touched = Touch(buffer);
        _pool.Return(buffer);
        return touched;
    }

    [Benchmark]
    public byte ArrayPoolShared()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var touched = Touch(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
        return touched;
    }

    private static byte Touch(byte[] buffer) => buffer[0] = buffer[^1] = 1;
}

[MemoryDiagnoser]
public class Lines
{
    private const string Line = "2026-11-24T10:15:30.123Z GET /api/users/42 200 12.5ms";

    [Benchmark(Baseline = true)]
    public int SplitAndParse()
    {
        var fields = Line.Split(' ');
        _ = DateTime.Parse(fields[0], CultureInfo.InvariantCulture);
        _ = double.Parse(fields[4].Replace("ms", ""), CultureInfo.InvariantCulture);
        return int.Parse(fields[3], CultureInfo.InvariantCulture);
    }

    [Benchmark]
    public int Spans() => SpanParser.TryParse(Line, out var entry) ? entry.Status : 0;
}

[MemoryDiagnoser]
public class Texts
{
    private readonly PooledBuilder _texts = new(4, 10_000);

    [Benchmark(Baseline = true)]
    public string NewBuilder() => Write(new StringBuilder()).ToString();

    [Benchmark]
    public string Pooled() => _texts.Build(0, static (builder, _) => Write(builder));

    private static StringBuilder Write(StringBuilder builder)
    {
        for (var i = 0; i < 60; i++)
            builder.Append(i).Append(" of sixty, ");
        return builder;
    }
}

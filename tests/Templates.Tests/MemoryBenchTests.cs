using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>The benchmarks of 08-memory: that they run. Their figures are for people.</summary>
public sealed class MemoryBenchTests(Pack pack)
{
    [Fact]
    public async Task Every_benchmark_runs_with_the_solution_and_with_stubs_names_the_exercise_to_finish_first()
    {
        var root = pack.EmptyFolder("bench");
        (await pack.New(root, "camp-memory", "-n", "solved", "--solution", "--no-update-check")).MustSucceed();
        (await pack.New(root, "camp-memory", "-n", "stubs", "--no-update-check")).MustSucceed();

        var solved = (await Bench("solved")).MustSucceed();
        // Columns of generations appear in a long run only: in a dry one nothing is collected.
        foreach (var told in new[] { "| Alloc Ratio |", "executed benchmarks: 13", "BufferPool", "Spans", "Pooled" })
            Assert.Contains(told, solved.Output, StringComparison.Ordinal);
        Assert.Contains("camp hint memory/", (await Bench("stubs")).MustExit(1).Output, StringComparison.Ordinal);

        Task<Command> Bench(string folder) => Command.Run(Path.Combine(root, folder), "dotnet",
            "run", "-c", "Release", "--file", Path.Combine("demo", "bench.cs"), "--", "--job", "Dry");
    }
}

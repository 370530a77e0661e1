#:package Spectre.Console
#:property PublishAot=false
// Are the tests steady? dotnet build/soak.cs [05-sync …] [--runs 200]
// Runs the tests of the lessons' solutions many times, several lessons side by side, while another process keeps every processor
// busy. Prints each test that ever failed and how often. Ends with 1 when one did.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Spectre.Console;

if (args is ["--burn"])
{
    Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
    {
        while (true)
            Thread.SpinWait(1_000_000);
    })).ToList().ForEach(thread => thread.Start());
    // The one who started this holds the other end: when it goes, so does the fire.
    Console.In.ReadToEnd();
    Environment.Exit(0);
}

var root = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;
var known = Directory.GetDirectories(Path.Combine(root, "solutions")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).ToList();
var at = Array.IndexOf(args, "--runs");
var runs = at < 0 ? 200 : int.TryParse(args.ElementAtOrDefault(at + 1), out var wanted) && wanted > 0 ? wanted : 0;
var lessons = args.Where((_, index) => at < 0 || (index != at && index != at + 1)).ToList();
if (runs == 0 || lessons.Except(known).Any())
{
    Console.Error.WriteLine($"\"{string.Join(' ', args)}\" is not understood. Valid: lessons of {string.Join(", ", known)}, and --runs with a number of 1 or more.");
    return 2;
}

using var burner = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--burn"]) { RedirectStandardInput = true })!;
try
{
    var solutions = (lessons.Count == 0 ? known : lessons).Select(Build).ToList();
    var reports = solutions.ToDictionary(solution => solution.Lesson, _ => new Report());
    var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = 3 * Environment.ProcessorCount };
    AnsiConsole.Progress().Start(progress =>
    {
        var bars = solutions.ToDictionary(solution => solution.Lesson, solution => progress.AddTask(solution.Lesson, maxValue: runs));
        // In turn, so that all lessons run side by side, or a single one with itself.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(1, runs).SelectMany(run => solutions.Select(solution => (run, solution))), EnumerablePartitionerOptions.NoBuffering), sideBySide, item =>
        {
            Soak(item.solution.Lesson, item.run, item.solution.Tests, reports[item.solution.Lesson]);
            bars[item.solution.Lesson].Increment(1);
        });
    });
    foreach (var (lesson, report) in reports)
    {
        AnsiConsole.WriteLine($"{lesson}: {report.Green} of {runs} runs green under load, {report.Seconds / runs:0.0} s a run.");
        foreach (var (test, count) in report.Failures.OrderByDescending(failure => failure.Value))
            AnsiConsole.WriteLine($"  {count} times: {test}");
    }

    return reports.Values.All(report => report.Green == runs) ? 0 : 1;
}
finally
{
    burner.Kill();
}

(string Lesson, string Tests) Build(string lesson)
{
    var project = Directory.GetFiles(Path.Combine(root, "solutions", lesson), "*.csproj").Single();
    var (code, output) = Run("dotnet", "build", project, "--nologo", "-v", "quiet");
    if (code != 0)
        throw new InvalidOperationException($"{lesson} does not build.\n{output}");
    return (lesson, Path.Combine(Path.GetDirectoryName(project)!, "bin", "Debug", "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll"));
}

void Soak(string lesson, int run, string tests, Report report)
{
    var started = Stopwatch.GetTimestamp();
    var (code, output) = Run("dotnet", "exec", tests, "-noColor");
    lock (report)
    {
        report.Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Green += code == 0 ? 1 : 0;
        foreach (var failed in code == 0 ? [] : Failed(output))
        {
            report.Failures[failed] = report.Failures.GetValueOrDefault(failed) + 1;
            // At once: a soak takes hours, and whoever stops it has seen this.
            AnsiConsole.WriteLine($"{lesson}, run {run}: {failed}");
        }
    }
}

// "    Camp.Sync.Tests.CounterTests.Adds_up [FAIL]"
static IEnumerable<string> Failed(string output)
{
    var named = Regex.Matches(output, @"^\s+(\S.*) \[FAIL\]\s*$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
    return named.Count > 0 ? named : [output.Trim()];
}

static (int ExitCode, string Output) Run(string file, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output);
}

static string ThisFile([CallerFilePath] string path = "") => path;

internal sealed class Report
{
    public int Green { get; set; }

    public double Seconds { get; set; }

    public Dictionary<string, int> Failures { get; } = [];
}

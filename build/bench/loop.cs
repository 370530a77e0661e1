#:package Spectre.Console
#:property PublishAot=false
// From a file's save to the verdict on screen: dotnet build/bench/loop.cs [--edits 20] [--tool PATH]
// Packs and installs camp as a learner gets it, lays out 05-sync and 03-middleware with their references, edits real files under
// "camp watch", and measures the same edits with dotnet test, with dotnet build and the test executable, and with go test and
// cargo test where they are installed. One exercise after the other is edited a few times, as a trainee does it: a statement more in a
// method, then a type more in the file, which the tests could see. The first save of each exercise stands apart. Medians; everything
// lies under artifacts/bench. Wants an otherwise idle machine.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;

var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));
var place = Path.Combine(root, "artifacts", "bench", "loop");
var options = new Dictionary<string, string> { ["--edits"] = "20", ["--tool"] = "" };
for (var i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length)
        return Refuse($"\"{args[i]}\" is not an option, or has no value. Valid: --edits NUMBER, --tool PATH (an installed camp).");
    options[args[i]] = args[i + 1];
}

if (!int.TryParse(options["--edits"], CultureInfo.InvariantCulture, out var edits) || edits is < 1 or > 1000)
    return Refuse($"--edits is \"{options["--edits"]}\"; it must be 1 to 1000.");

// dotnet test takes seconds: a few of its runs say as much as twenty.
var slowEdits = Math.Min(edits, 3);
var camp = options["--tool"];
if (Directory.Exists(place))
    Directory.Delete(place, recursive: true);
Directory.CreateDirectory(place);
if (camp.Length == 0)
    camp = Install();

var table = new Table().AddColumns("lesson", "way", "median", "slowest", "times camp watch");
var memory = "";
foreach (var name in new[] { "05-sync", "03-middleware" })
{
    var lesson = new Lesson(root, name, Path.Combine(place, "workspace", name));
    var first = await Check(lesson, 3000, inMethod: true);
    var watch = await Watch(lesson);
    // Beside the compiler server that dotnet build leaves, and without it, in turn.
    Run(lesson.Folder, "dotnet", "build", "--nologo", "-v", "quiet", "-p:UseSharedCompilation=true");
    await Check(lesson, 2999, inMethod: true, served: true);
    (bool Served, bool InMethod)[] ways = [(false, true), (false, false), (true, true), (true, false)];
    var cold = ways.ToDictionary(way => way, _ => new List<double>());
    for (var edit = 0; edit < Math.Min(edits, 10); edit++)
        foreach (var way in ways)
            cold[way].Add(await Check(lesson, (way.Served ? 2100 : 2000) + edit, way.InMethod, way.Served));

    Row(name, "camp watch, a save", watch.Times, watch.Times);
    Row(name, "camp watch, a save with a type more", watch.WithType, watch.Times);
    Row(name, "camp watch, the first save of an exercise", watch.First, watch.Times);
    foreach (var way in ways)
        Row(name, $"camp check, cold{(way.Served ? ", beside a compiler server" : "")}{(way.InMethod ? "" : ", a type more")}", cold[way], watch.Times);
    Row(name, "camp check, the very first (restore, MSBuild)", [first], watch.Times);
    Row(name, "dotnet test, one test class", Slow(lesson, exercise => Run(lesson.Folder, "dotnet", "test", "--nologo", "--filter", $"FullyQualifiedName~{exercise.Tests}")), watch.Times);
    Row(name, "dotnet build, then the executable", Slow(lesson, exercise =>
    {
        Run(lesson.Folder, "dotnet", "build", "--nologo", "-v", "quiet");
        Run(lesson.Folder, "dotnet", "exec", lesson.Assembly, "-class", "*." + exercise.Tests);
    }), watch.Times);
    memory += $"{name}: camp {watch.Camp} MB + its waiting processes {watch.Host} MB = {watch.Camp + watch.Host} MB resident{(watch.Once > 0 ? $"; {watch.Once} MB with the pages that they share counted once" : "")}\n";
    Neighbours(name, watch.Times);
}

AnsiConsole.Write(table);
AnsiConsole.Write(memory);
return 0;

string Install()
{
    var packages = Path.Combine(place, "packages");
    var tools = Path.Combine(place, "tools");
    Run(root, "dotnet", "pack", "checker/Checker.csproj", "--nologo", "-v", "quiet", $"-p:PackageOutputPath={packages}");
    // Unpacked here, so that the user's own package cache never holds a version under trial.
    Environment.SetEnvironmentVariable("NUGET_PACKAGES", Path.Combine(place, "cache"));
    Run(place, "dotnet", "tool", "install", "TrainingCamp.Checker", "--tool-path", tools, "--source", packages);
    Environment.SetEnvironmentVariable("NUGET_PACKAGES", null);
    return Path.Combine(tools, OperatingSystem.IsWindows() ? "camp.exe" : "camp");
}

// From the start of the process to the verdict on screen.
async Task<double> Check(Lesson lesson, int edit, bool inMethod, bool served = false)
{
    lesson.Edit(lesson.Exercises[0], edit, inMethod);
    var start = new ProcessStartInfo(camp, ["check", lesson.Exercises[0].Id, "--plain"]) { WorkingDirectory = lesson.Folder, RedirectStandardOutput = true };
    start.Environment["UseSharedCompilation"] = served ? "true" : "false";
    var started = Stopwatch.GetTimestamp();
    using var check = Process.Start(start)!;
    await Verdict(check, [lesson.Exercises[0]]);
    var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    await check.StandardOutput.ReadToEndAsync();
    await check.WaitForExitAsync();
    return elapsed;
}

// Each edit changes an exercise's reference; the exercise's tests run, and pass.
async Task<(List<double> Times, List<double> WithType, List<double> First, long Camp, long Host, long Once)> Watch(Lesson lesson)
{
    foreach (var exercise in lesson.Exercises)
        lesson.Edit(exercise, 0, inMethod: true);
    using var watch = Process.Start(new ProcessStartInfo(camp, ["watch", "--plain"]) { WorkingDirectory = lesson.Folder, RedirectStandardOutput = true })!;
    // It begins with the exercise that is next.
    await Verdict(watch, [.. lesson.Exercises]);
    var (times, withType, first) = (new List<double>(), new List<double>(), new List<double>());
    var each = (edits + lesson.Exercises.Count - 1) / lesson.Exercises.Count;
    foreach (var exercise in lesson.Exercises)
    {
        first.Add(await Save(exercise, 1, inMethod: true));
        for (var edit = 0; edit < each; edit++)
            times.Add(await Save(exercise, 2 + edit, inMethod: true));
        for (var edit = 0; edit < each; edit++)
            withType.Add(await Save(exercise, 2 + edit, inMethod: false));
        // The next exercise finds this one as it was.
        await Save(exercise, 0, inMethod: true);
    }

    await Task.Delay(1000);
    watch.Refresh();
    var hosts = Process.GetProcessesByName("dotnet").Where(process => IsHostOf(process, lesson.Folder)).ToList();
    var result = (times, withType, first, watch.WorkingSet64 >> 20, hosts.Sum(host => host.WorkingSet64) >> 20, hosts.Append(watch).Sum(ProportionalSet) >> 20);
    watch.Kill(entireProcessTree: true);
    await watch.WaitForExitAsync();
    return result;

    async Task<double> Save(Exercise exercise, int edit, bool inMethod)
    {
        // A person's pause: the verdict is read before the next edit.
        await Task.Delay(2000);
        lesson.Edit(exercise, edit, inMethod);
        var saved = Stopwatch.GetTimestamp();
        await Verdict(watch, [exercise]);
        return Stopwatch.GetElapsedTime(saved).TotalMilliseconds;
    }
}

// Each shared page counted in part, so that all who share it count it once. In bytes; 0 where the kernel does not tell.
static long ProportionalSet(Process process)
{
    var rollup = $"/proc/{process.Id}/smaps_rollup";
    return File.Exists(rollup) && Regex.Match(File.ReadAllText(rollup), @"^Pss:\s+(\d+) kB", RegexOptions.Multiline) is { Success: true } found
        ? long.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) << 10 : 0;
}

static bool IsHostOf(Process process, string folder)
{
    var line = $"/proc/{process.Id}/cmdline";
    return File.Exists(line) && File.ReadAllText(line) is var text && text.Contains(folder, StringComparison.Ordinal)
        && (text.Contains("camp-host.dll", StringComparison.Ordinal) || text.Contains("explore-races", StringComparison.Ordinal));
}

static async Task Verdict(Process watch, IReadOnlyList<Exercise> exercises)
{
    while (await watch.StandardOutput.ReadLineAsync() is { } line)
    {
        if (!exercises.Any(exercise => line.StartsWith($"  {exercise.Id} ", StringComparison.Ordinal)))
            continue;
        if (!line.Contains(" passed ", StringComparison.Ordinal))
            throw new InvalidOperationException($"The reference should pass, but: {line}");
        return;
    }

    throw new InvalidOperationException("camp watch has ended. Its message is above.");
}

List<double> Slow(Lesson lesson, Action<Exercise> run)
{
    run(lesson.Exercises[0]);
    return [.. Enumerable.Range(0, slowEdits).Select(edit =>
    {
        var exercise = lesson.Exercises[edit % lesson.Exercises.Count];
        lesson.Edit(exercise, edit + 1000);
        return Milliseconds(() => run(exercise));
    })];
}

// The same loop in the languages that set the mark: a counter behind a mutex, an edit, a test.
void Neighbours(string name, List<double> watch)
{
    if (name != "05-sync")
        return;
    Neighbour("go", "counter.go", n => $"package counter\n\nimport \"sync\"\n\ntype Counter struct {{\n\tmu sync.Mutex\n\tn  int\n}}\n\nfunc (c *Counter) Add() {{\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\tc.n += {n} - {n} + 1\n}}\n",
        ("go.mod", "module counter\n\ngo 1.19\n"),
        ("counter_test.go", "package counter\n\nimport (\n\t\"sync\"\n\t\"testing\"\n)\n\nfunc TestAdd(t *testing.T) {\n\tvar c Counter\n\tvar wg sync.WaitGroup\n\tfor i := 0; i < 100; i++ {\n\t\twg.Add(1)\n\t\tgo func() { defer wg.Done(); c.Add() }()\n\t}\n\twg.Wait()\n\tif c.n != 100 {\n\t\tt.Fatal(c.n)\n\t}\n}\n"));
    Neighbour("cargo", Path.Combine("src", "lib.rs"), n => $"pub fn add(c: &std::sync::Mutex<u32>) {{ *c.lock().unwrap() += {n} - {n} + 1; }}\n\n#[cfg(test)]\nmod tests {{\n    #[test]\n    fn adds() {{\n        let c = std::sync::Arc::new(std::sync::Mutex::new(0));\n        let threads: Vec<_> = (0..100).map(|_| {{ let c = c.clone(); std::thread::spawn(move || super::add(&c)) }}).collect();\n        for t in threads {{ t.join().unwrap(); }}\n        assert_eq!(*c.lock().unwrap(), 100);\n    }}\n}}\n",
        ("Cargo.toml", "[package]\nname = \"counter\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"));

    void Neighbour(string command, string file, Func<int, string> text, params (string File, string Text)[] others)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command))))
            return;
        var folder = Directory.CreateDirectory(Path.Combine(place, command)).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
        foreach (var other in others)
            File.WriteAllText(Path.Combine(folder, other.File), other.Text);
        Row("a counter", $"{command} test", [.. Enumerable.Range(0, edits + 1).Select(edit =>
        {
            File.WriteAllText(Path.Combine(folder, file), text(edit + 1));
            return Milliseconds(() => Run(folder, command, "test"));
        }).Skip(1)], watch);
    }
}

void Row(string lesson, string way, IReadOnlyList<double> times, IReadOnlyList<double> watch) =>
    table.AddRow(lesson, way, Seconds(Median(times)), Seconds(times.Max()), (Median(times) / Median(watch)).ToString("0.0", CultureInfo.InvariantCulture));

static string Seconds(double milliseconds) => FormattableString.Invariant($"{milliseconds / 1000:0.000} s");

static double Median(IEnumerable<double> values)
{
    var ordered = values.Order().ToList();
    return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
}

static double Milliseconds(Action run)
{
    var started = Stopwatch.GetTimestamp();
    run();
    return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}

static void Run(string folder, string file, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
}

static int Refuse(string fault)
{
    Console.Error.WriteLine($"{fault} Run: dotnet build/bench/loop.cs");
    return 2;
}

static string ThisFile([CallerFilePath] string path = "") => path;

internal sealed record Exercise(string Id, string File, string Tests);

/// <summary>A copy of a lesson as a trainee has it, with the references in place.</summary>
internal sealed class Lesson
{
    private readonly string _solutions;

    public Lesson(string root, string name, string folder)
    {
        (Folder, _solutions) = (folder, Path.Combine(root, "solutions", name));
        var exercises = Path.Combine(root, "exercises");
        Copy(Path.Combine(exercises, name), folder);
        Copy(Path.Combine(exercises, "tests"), Path.Combine(folder, "tests"));
        Copy(Path.Combine(_solutions, "snapshots"), Path.Combine(folder, "tests", "snapshots"));
        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props" })
            File.Copy(Path.Combine(exercises, file), Path.Combine(folder, file));
        if (!File.ReadAllText(Directory.GetFiles(folder, "*.csproj").Single()).Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal))
            Directory.Delete(Path.Combine(folder, "tests", "web"), recursive: true);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "lesson.json")));
        Exercises = [.. json.RootElement.GetProperty("exercises").EnumerateArray().Select(exercise =>
            new Exercise(exercise.GetProperty("id").GetString()!, exercise.GetProperty("file").GetString()!, exercise.GetProperty("tests").GetString()!))];
        foreach (var exercise in Exercises)
            File.Copy(Path.Combine(_solutions, exercise.File), Path.Combine(folder, exercise.File), overwrite: true);
        Assembly = Path.Combine(folder, "bin", "Debug", "net10.0", Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.csproj").Single()) + ".dll");
    }

    public string Folder { get; }

    public string Assembly { get; }

    public IReadOnlyList<Exercise> Exercises { get; }

    public void Edit(Exercise exercise, int number, bool inMethod = false)
    {
        var text = File.ReadAllText(Path.Combine(_solutions, exercise.File));
        // The beginning of the first method's body.
        var edited = inMethod ? new Regex(@"(?<=\)\r?\n    \{\r?\n)").Replace(text, $"        _ = {number};\n", 1)
            : text + $"\ninternal static class Edit{number}\n{{\n    public const int Number = {number};\n}}\n";
        if (edited == text)
            throw new InvalidOperationException($"{exercise.File} has no method with a body to edit.");
        File.WriteAllText(Path.Combine(Folder, exercise.File), edited);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj")
                continue;
            var copy = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}

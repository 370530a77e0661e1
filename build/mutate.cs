#:property PublishAot=false
// How much the tests notice: dotnet build/mutate.cs 05-sync […] [--last]
// Stryker changes a lesson's solution in many small ways; each change should fail a test. It wants the code and its tests in two
// projects, so a copy split in two is put under artifacts/mutate/. Takes some minutes a lesson. Ends with 0 when at least 85 % of
// the changes are noticed and every other one is explained in solutions/NN-slug/survivors.md, by a line that begins
//     - `Counter.cs` `_count++` → `_count--`: why no test can tell the two apart.
// --last shows the last run's result again.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Stryker = "dotnet-stryker@5.1.0";
const double Wanted = 85;

var root = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;
// A lesson with sources of its own from elsewhere, as the capstone has, cannot be split in two.
var known = Directory.GetDirectories(Path.Combine(root, "solutions")).Select(folder => Path.GetFileName(folder)!)
    .Where(lesson => !File.Exists(Path.Combine(root, "exercises", lesson + ".targets"))).Order(StringComparer.Ordinal).ToList();
var lessons = args.Except(["--last"]).ToList();
if (lessons.Count == 0 || lessons.Except(known).Any())
{
    Console.Error.WriteLine($"Which lesson? \"{string.Join(' ', args)}\" is none. Valid: {string.Join(", ", known)}. Run: dotnet build/mutate.cs {known[0]}");
    return 2;
}

var good = true;
foreach (var lesson in lessons)
{
    if ((args.Contains("--last") ? Report(PlaceOf(lesson)) : Mutate(Split(lesson))) is { } report)
        good &= Show(lesson, report);
    else
        good = false;
}

return good ? 0 : 1;

// artifacts/mutate/05-sync/code with the solution, and …/tests with its tests.
string Split(string lesson)
{
    var place = PlaceOf(lesson);
    if (Directory.Exists(place))
        Directory.Delete(place, recursive: true);
    var (code, tests) = (Path.Combine(place, "code"), Path.Combine(place, "tests"));
    var (exercises, exercise, solution) = (Path.Combine(root, "exercises"), Path.Combine(root, "exercises", lesson), Path.Combine(root, "solutions", lesson));
    Copy(exercise, "*.cs", code);
    Copy(solution, "*.cs", code);
    Copy(Path.Combine(exercises, "tests"), "*.cs", tests);
    Copy(Path.Combine(exercise, "tests"), "*.cs", tests);
    Copy(Path.Combine(solution, "snapshots"), "*.txt", Path.Combine(tests, "tests", "snapshots"));
    foreach (var folder in Directory.GetDirectories(exercise).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "tests" or "demo")))
        Copy(folder, "*", Path.Combine(tests, Path.GetFileName(folder)));
    Copy(exercises, "Directory.Packages.props", place);
    Copy(exercises, "Directory.Build.props", tests);

    var project = XDocument.Load(Directory.GetFiles(exercise, "*.csproj").Single());
    if (project.Descendants("FrameworkReference").Any())
        Copy(Path.Combine(exercises, "tests", "web"), "*.cs", tests);
    var properties = project.Root!.Element("PropertyGroup")!;
    var inherited = XDocument.Load(Path.Combine(exercises, "Directory.Build.props")).Root!.Element("PropertyGroup")!;
    var own = new XElement(properties);
    foreach (var name in new[] { "TargetFramework", "ImplicitUsings", "Nullable" })
        own.Add(new XElement(name, inherited.Element(name)!.Value));
    var library = new XDocument(project);
    library.Root!.Element("PropertyGroup")!.ReplaceWith(own);
    library.Save(Path.Combine(code, "Code.csproj"));
    File.WriteAllText(Path.Combine(code, "Directory.Build.props"), "<Project />\n");
    // Stryker sees which test runs which line only through the runner that the lessons leave off.
    foreach (var file in new[] { Path.Combine(place, "Directory.Packages.props"), Path.Combine(tests, "Directory.Build.props") })
        File.WriteAllText(file, File.ReadAllText(file).Replace("xunit.v3.mtp-off", "xunit.v3", StringComparison.Ordinal));
    // Snapshots.Verify.cs is for a package that this copy does not use.
    File.Delete(Path.Combine(tests, "Snapshots.Verify.cs"));
    project.Root!.Add(new XElement("ItemGroup", new XElement("ProjectReference", new XAttribute("Include", "../code/Code.csproj"))));
    project.Save(Path.Combine(tests, "Tests.csproj"));
    return place;
}

void Copy(string from, string pattern, string to)
{
    Directory.CreateDirectory(to);
    if (Directory.Exists(from))
        foreach (var file in Directory.GetFiles(from, pattern))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
}

JsonNode? Mutate(string place)
{
    var config = Path.Combine(place, "stryker-config.json");
    File.WriteAllText(config, """
        { "stryker-config": { "project": "Code.csproj", "reporters": ["json", "html", "progress"], "test-runner": "mtp", "mutation-level": "Standard", "concurrency": 2, "additional-timeout": 8000 } }
        """);
    var output = Path.Combine(place, "report");
    var start = new ProcessStartInfo("dotnet", ["tool", "exec", Stryker, "--yes", "--", "--config-file", config, "--output", output])
    {
        WorkingDirectory = Path.Combine(place, "tests"),
    };
    start.Environment["CAMP_CHECK"] = "1";
    using var stryker = Process.Start(start)!;
    stryker.WaitForExit();
    return Report(place);
}

string PlaceOf(string lesson) => Path.Combine(root, "artifacts", "mutate", lesson);

static JsonNode? Report(string place)
{
    var report = Path.Combine(place, "report", "reports", "mutation-report.json");
    return File.Exists(report) ? JsonNode.Parse(File.ReadAllText(report)) : null;
}

bool Show(string lesson, JsonNode report)
{
    var notes = Path.Combine(root, "solutions", lesson, "survivors.md");
    var explained = File.Exists(notes) ? File.ReadAllText(notes) : "";
    var mutants = (from file in report["files"]!.AsObject()
                   from mutant in file.Value!["mutants"]!.AsArray()
                   let source = ((string)file.Value["source"]!).Split('\n')
                   select new Mutant(Path.GetFileName(file.Key), mutant!, source)).ToList();
    var killed = mutants.Count(mutant => mutant.Status is "Killed" or "Timeout");
    var survivors = mutants.Where(mutant => mutant.Status is "Survived" or "NoCoverage").ToList();
    var score = 100.0 * killed / Math.Max(1, killed + survivors.Count);
    var open = survivors.Where(survivor => !explained.Contains(survivor.Key, StringComparison.Ordinal)).ToList();
    foreach (var survivor in open)
        Console.WriteLine($"- {survivor.Key}: line {survivor.Line}, unexplained");
    Console.WriteLine(FormattableString.Invariant($"{lesson}: {score:0.0} % of {killed + survivors.Count} mutants noticed ({Wanted} wanted), {survivors.Count} survived, {open.Count} unexplained."));
    return score >= Wanted && open.Count == 0;
}

static string ThisFile([CallerFilePath] string path = "") => path;

internal sealed record Mutant(string File, JsonNode Node, string[] Source)
{
    public string Status => (string)Node["status"]!;

    public int Line => (int)Node["location"]!["start"]!["line"]!;

    /// <summary>"`Counter.cs` `_count++` → `_count--`", as in survivors.md.</summary>
    public string Key => $"`{File}` `{Short(Original())}` → `{Short((string?)Node["replacement"] ?? "")}`";

    private string Original()
    {
        var (start, end) = (Node["location"]!["start"]!, Node["location"]!["end"]!);
        var (first, last) = ((int)start["line"]! - 1, (int)end["line"]! - 1);
        var (from, to) = ((int)start["column"]! - 1, (int)end["column"]! - 1);
        return first == last
            ? Source[first][from..to]
            : string.Join(' ', [Source[first][from..], .. Source[(first + 1)..last], Source[last][..to]]);
    }

    private static string Short(string code)
    {
        var line = Regex.Replace(code, @"\s+", " ").Trim();
        return line.Length <= 70 ? line : line[..67] + "...";
    }
}

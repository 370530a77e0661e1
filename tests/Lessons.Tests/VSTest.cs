using System.Text.RegularExpressions;
using System.Xml.Linq;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Runs many builds of a lesson with dotnet test, in one go.</summary>
/// <param name="folder">Emptied first and last.</param>
internal sealed partial class VSTest(Lesson lesson, string folder) : IDisposable
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private string? _stub;

    /// <summary>Builds a project with MSBuild; the stubs first.</summary>
    /// <returns>The assembly's path.</returns>
    public async Task<string> Build(string name, string project, CancellationToken cancellation)
    {
        if (_stub is null && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var output = Path.Combine(folder, name);
        var (exitCode, text, errors) = await Dotnet.Run(lesson.Folder, ["build", project, "--nologo", "-v", "quiet", "-nodeReuse:false", $"-p:OutDir={output}/"], cancellation);
        Assert.True(exitCode == 0, text + errors);
        var assembly = Path.Combine(output, Path.GetFileNameWithoutExtension(project) + ".dll");
        _stub ??= assembly;
        return assembly;
    }

    /// <summary>Lays what was compiled beside the dependencies of the stubs that were built.</summary>
    /// <returns>The assembly's path.</returns>
    public string Write(string name, Compiled compiled)
    {
        var output = Path.Combine(folder, $"{Directory.GetDirectories(folder).Length}-{name}");
        var stub = Path.GetDirectoryName(_stub!)!;
        foreach (var file in Directory.GetFiles(stub, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(output, Path.GetRelativePath(stub, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var assembly = Path.Combine(output, Path.GetFileName(_stub!));
        compiled.Write(assembly);
        return assembly;
    }

    /// <returns>
    /// For each assembly what became of each test, "CounterTests.Adds_up" (<see cref="Logged"/>): "Passed", "Failed" or "NotExecuted"; of several
    /// where xunit gives one name to several, cut short.
    /// </returns>
    public async Task<IReadOnlyDictionary<string, ILookup<string, string>>> Run(IEnumerable<string> assemblies, CancellationToken cancellation)
    {
        var log = Path.Combine(folder, "all.trx");
        File.Delete(log);
        var (_, text, errors) = await Dotnet.Run(lesson.Folder,
            ["test", .. assemblies, "--logger", $"trx;LogFileName={log}", "--", "RunConfiguration.MaxCpuCount=2", "RunConfiguration.TestSessionTimeout=7200000"], cancellation);
        Assert.True(File.Exists(log), text + errors);
        var document = XDocument.Load(log);
        var storages = document.Descendants(Trx + "UnitTest").ToDictionary(test => (string)test.Attribute("id")!, test => (string)test.Attribute("storage")!);
        var results = document.Descendants(Trx + "UnitTestResult").ToLookup(result => storages[(string)result.Attribute("testId")!]);
        // The log writes the assembly's path in small letters.
        return assemblies.ToDictionary(path => path, path => results[path.ToLowerInvariant()]
            .ToLookup(result => Logged(Short((string)result.Attribute("testName")!)), result => (string)result.Attribute("outcome")!));
    }

    /// <summary>
    /// A test's name as the log has it. VSTest's tests are called as xunit calls them, but its log knows no characters of two halves: it
    /// writes "\ud83d\ude00" for 😀.
    /// </summary>
    public static string Logged(string name) => NotLogged().Replace(name, match => $"\\u{(int)match.Value[0]:x4}");

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    // "Camp.Sync.Tests.CounterTests.Adds_up(n: 3)" → "CounterTests.Adds_up(n: 3)"
    private static string Short(string name)
    {
        var method = name.LastIndexOf('.', name.Split('(')[0].Length - 1);
        return name[(name.LastIndexOf('.', method - 1) + 1)..];
    }

    [GeneratedRegex(@"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]")]
    private static partial Regex NotLogged();
}

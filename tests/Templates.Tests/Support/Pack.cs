using System.IO.Compression;
using Camp.Templates.Tests.Support;
using Microsoft.TemplateEngine.Abstractions;
using Xunit;

[assembly: AssemblyFixture(typeof(Pack))]

namespace Camp.Templates.Tests.Support;

/// <summary>
/// The nupkg, packed once for the whole run and installed into a hive of its own; what runs in process takes it unpacked.
/// Everything lies in one temporary folder; neither the repository nor the user's own templates are touched.
/// </summary>
public sealed class Pack : IAsyncLifetime
{
    private readonly string _temp = Directory.CreateTempSubdirectory("camp-templates-").FullName;
    private readonly Lazy<Task<string>> _solutions;
    private int _folders;

    public Pack() => _solutions = new(BuildSolutions);

    internal string Nupkg => Directory.GetFiles(Path.Combine(_temp, "packages"), "*.nupkg").Single();

    internal Engine Engine { get; private set; } = null!;

    /// <summary>The pack's own templates, as the engine knows them after an installation.</summary>
    internal IReadOnlyList<ITemplateInfo> Templates { get; private set; } = [];

    /// <summary>
    /// A folder for each lesson, named like it, with its solution: scaffolded by <c>dotnet new</c> and built once for the whole run, with
    /// warnings as errors, under a hostile parent. Fails when one doesn't build.
    /// </summary>
    internal Task<string> Solutions => _solutions.Value;

    private string Hive => Path.Combine(_temp, "hive");

    public async ValueTask InitializeAsync()
    {
        (await Command.Run(Repository.Root, "dotnet", "pack", "TemplatePack.csproj", "-o", Path.Combine(_temp, "packages"),
            "-v", "quiet", "-nologo", $"-p:BaseIntermediateOutputPath={_temp}/obj/")).MustSucceed();
        (await Install(Hive, Nupkg)).MustSucceed();
        Engine = new Engine(Path.Combine(_temp, "engine"));
        // Out of an archive the engine takes 8 MB for each file, and collecting them is most of its time.
        var unpacked = Path.Combine(_temp, "unpacked");
        await ZipFile.ExtractToDirectoryAsync(Nupkg, unpacked);
        Templates = await Engine.Install(unpacked);
    }

    internal ITemplateInfo Template(string shortName) =>
        Templates.Single(template => template.ShortNameList.Contains(shortName));

    /// <param name="folder">NN-slug.</param>
    internal ITemplateInfo LessonIn(string folder) => Template("camp-" + folder[3..]);

    /// <summary>An empty folder below the temporary one, removed when the run ends.</summary>
    internal string EmptyFolder(string name = "at") =>
        Directory.CreateDirectory(Path.Combine(_temp, $"{name}{Interlocked.Increment(ref _folders)}")).FullName;

    /// <summary>Runs the real <c>dotnet new</c> in <paramref name="folder"/>.</summary>
    internal Task<Command> New(string folder, params IEnumerable<string> arguments) => NewIn("en", folder, arguments);

    internal Task<Command> NewIn(string language, string folder, params IEnumerable<string> arguments) =>
        Command.Run(folder, language, "dotnet", ["new", .. arguments, "--debug:custom-hive", Hive]);

    internal static Task<Command> Install(string hive, string package) =>
        Command.Run(Path.GetDirectoryName(hive)!, "dotnet", "new", "install", package, "--debug:custom-hive", hive);

    public ValueTask DisposeAsync()
    {
        Engine?.Dispose();
        Directory.Delete(_temp, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> BuildSolutions()
    {
        var root = HostileParent.In(EmptyFolder("hostile"));
        foreach (var lesson in Repository.Lessons)
            (await New(root, "camp-" + lesson[3..], "-n", lesson, "--solution", "--no-restore", "--no-update-check")).MustSucceed();
        await Folder.BuildsWithoutWarning(Folder.Solution(Path.Combine(root, "All.slnx"), Folder.ProjectsBelow(root)), "-warnaserror");

        // The snapshots have landed where the tests look; every other lesson is composed alike (LessonTemplateTests).
        var first = Repository.Lessons[0];
        (await Command.Run(Path.Combine(root, first), Path.Combine(root, first, "bin/Debug/net10.0", first), "-noColor")).MustSucceed();
        return root;
    }
}

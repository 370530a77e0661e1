using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// A lesson's project as MSBuild sees it. MSBuild is asked once, for the real command line of the compiler and for the
/// dependencies laid out beside the output; the answer is kept until the project or its list of files changes.
/// </summary>
/// <param name="output">The folder under obj/ for what is built; two checks of a lesson at the same time need two.</param>
internal sealed class LessonProject(Lesson lesson, string output = "camp")
{
    private const string Targets =
        "Compile;GenerateBuildDependencyFile;GenerateBuildRuntimeConfigurationFiles;_CopyFilesMarkedCopyLocal";

    private readonly string _intermediate = Path.Combine(lesson.Folder, "obj", output);

    /// <exception cref="CampException">There is no project, or more than one, or MSBuild refuses it.</exception>
    public async Task<CompilerCall> CompilerCall(CancellationToken cancellation)
    {
        var project = ProjectFile();
        var kept = Path.Combine(_intermediate, "compiler.json");
        var key = Key(project);
        if (Compiling.CompilerCall.Load(kept) is { } call && call.Key == key && call.StillThere())
            return call;

        call = await AskMSBuild(project, key, cancellation);
        call.Save(kept);
        return call;
    }

    private string ProjectFile()
    {
        var projects = Directory.GetFiles(lesson.Folder, "*.csproj");
        return projects.Length == 1
            ? projects[0]
            : throw CampException.Broken($"\"{lesson.Folder}\" holds {projects.Length} project files; a lesson has exactly one .csproj.");
    }

    private async Task<CompilerCall> AskMSBuild(string project, string key, CancellationToken cancellation)
    {
        var (exitCode, text, errors) = await Dotnet.Run(lesson.Folder,
            [
                "msbuild", project, "-nologo", "-restore", "-verbosity:quiet", "-nodeReuse:false", "-target:" + Targets,
                "-property:ProvideCommandLineArgs=true", "-property:SkipCompilerExecution=true",
                $"-property:IntermediateOutputPath=obj/{output}/", $"-property:OutDir=obj/{output}/bin/",
                "-getItem:CscCommandLineArgs", "-getProperty:TargetFileName",
            ], cancellation);
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (exitCode != 0 || start < 0)
            throw CampException.Broken($"MSBuild refuses \"{project}\":\n{FirstErrors(text + errors)}\nSee all of it with: dotnet build \"{lesson.Folder}\"");

        using var answer = JsonDocument.Parse(text[start..]);
        var arguments = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!).ToList();
        var fileName = answer.RootElement.GetProperty("Properties").GetProperty("TargetFileName").GetString()!;
        return new CompilerCall(key, arguments, Path.Combine(_intermediate, "bin", fileName));
    }

    private static string FirstErrors(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var errors = lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().Take(5).ToList();
        return string.Join('\n', errors.Count > 0 ? errors : lines.Take(5));
    }

    // What MSBuild's answer depends on: the project, the props and targets at and above it, and which sources there are.
    private string Key(string project)
    {
        var text = new StringBuilder(typeof(LessonProject).Assembly.ManifestModule.ModuleVersionId.ToString());
        foreach (var file in new[] { project }.Concat(BuildFilesAbove()))
            text.Append('\n').Append(file).Append(File.GetLastWriteTimeUtc(file).Ticks);
        foreach (var source in Sources.Of(lesson.Folder))
            text.Append('\n').Append(source);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private IEnumerable<string> BuildFilesAbove()
    {
        string[] names = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config"];
        for (var folder = new DirectoryInfo(lesson.Folder); folder is not null; folder = folder.Parent)
            foreach (var name in names)
                if (File.Exists(Path.Combine(folder.FullName, name)))
                    yield return Path.Combine(folder.FullName, name);
    }
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// A lesson's project as MSBuild sees it. MSBuild is asked once, for the real command line of the compiler and for the
/// dependencies laid out beside the output; the answer is kept until the project or its list of files changes.
/// </summary>
internal sealed class LessonProject(Lesson lesson)
{
    private const string Targets =
        "Compile;GenerateBuildDependencyFile;GenerateBuildRuntimeConfigurationFiles;_CopyFilesMarkedCopyLocal";

    // What dotnet says when it finds no SDK, or none that global.json allows.
    private const string NoSdk = "No .NET SDKs were found";

    /// <summary>obj/camp: what MSBuild has made, which all checks of the lesson share.</summary>
    private readonly string _folder = Path.Combine(lesson.Folder, "obj", "camp");

    /// <exception cref="CampException">There is no SDK, there is no project, or more than one, or MSBuild refuses it.</exception>
    public async Task<CompilerCall> CompilerCall(CancellationToken cancellation)
    {
        var project = ProjectFile();
        var key = Key(project);
        if (Kept(key) is { } kept)
            return kept;

        Directory.CreateDirectory(_folder);
        using var turn = await FileLock.Wait(Path.Combine(_folder, "lock"), cancellation);
        // Another camp may have asked in the meantime.
        return Kept(key) ?? await Ask(project, key, cancellation);
    }

    private static string HostProgram => Path.Combine(AppContext.BaseDirectory, "camp-host.dll");

    private string KeptPath => Path.Combine(_folder, "compiler.json");

    private CompilerCall? Kept(string key) => Compiling.CompilerCall.Load(KeptPath) is { } call && call.Key == key && call.StillThere() ? call : null;

    private async Task<CompilerCall> Ask(string project, string key, CancellationToken cancellation)
    {
        var call = await AskMSBuild(project, key, cancellation);
        File.Copy(HostProgram, call.Host, overwrite: true);
        SdkCompiler.Use(call.Compiler);
        call = Parsed(call);
        WarmUpProgram.Write(call, lesson.Folder);
        call.Save(KeptPath);
        return call;
    }

    // On its own, so that nothing of the compiler is needed before it is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompilerCall Parsed(CompilerCall call)
    {
        var parsed = CSharpCommandLineParser.Default.Parse(call.Arguments, lesson.Folder, sdkDirectory: null);
        return call with { Sources = [.. parsed.SourceFiles.Select(source => source.Path)], Generators = Generators.In(parsed) };
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
                "-property:IntermediateOutputPath=obj/camp/", "-property:OutDir=obj/camp/bin/",
                "-getItem:CscCommandLineArgs", "-getProperty:TargetFileName", "-getProperty:RoslynCoreAssembliesPath",
            ], cancellation);
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if ((text + errors).Contains(NoSdk, StringComparison.OrdinalIgnoreCase))
            throw CampException.Broken("There is no .NET SDK on this machine, only the runtime. Install the .NET 10 SDK from https://dot.net, then run: camp doctor");
        if (exitCode != 0 || start < 0)
            throw CampException.Broken($"MSBuild refuses \"{project}\":\n{FirstErrors(text + errors)}\nSee all of it with: dotnet build \"{lesson.Folder}\"");

        using var answer = JsonDocument.Parse(text[start..]);
        var arguments = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!).ToList();
        var properties = answer.RootElement.GetProperty("Properties");
        return new CompilerCall(key, arguments, Path.Combine(_folder, "bin", properties.GetProperty("TargetFileName").GetString()!),
            Path.GetFullPath(properties.GetProperty("RoslynCoreAssembliesPath").GetString()!), Sources: [], Generators: []);
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

using System.Security;

namespace Camp.Templates.Tests.Support;

/// <summary>A scaffolded folder.</summary>
internal static class Folder
{
    /// <summary>All files, relative, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal).ToArray();

    public static string Project(string folder) => Directory.GetFiles(folder, "*.csproj").Single();

    /// <summary>Full paths, with forward slashes, sorted.</summary>
    public static IEnumerable<string> ProjectsBelow(string root) =>
        Directory.GetFiles(root, "*.csproj", SearchOption.AllDirectories)
            .Select(project => project.Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Writes a solution of all these projects, so that one build takes them together.</summary>
    public static string Solution(string path, IEnumerable<string> projects)
    {
        File.WriteAllLines(path,
        [
            "<Solution>",
            .. projects.Select(project => Path.GetRelativePath(Path.GetDirectoryName(path)!, project))
                .Select(project => $"""  <Project Path="{SecurityElement.Escape(project)}" />"""),
            "</Solution>",
        ]);
        return path;
    }

    /// <summary>Builds and fails the test on any warning or error.</summary>
    public static async Task BuildsWithoutWarning(string project, params string[] more)
    {
        var build = await Command.Run(Path.GetDirectoryName(project)!, "dotnet",
            ["build", Path.GetFileName(project), "-nologo", .. more]);
        build.MustSucceed();
        Faults.None(build.Output.Split('\n').Where(line => line.Contains(": warning ") || line.StartsWith("warning ", StringComparison.Ordinal)));
    }
}

using System.Reflection;

namespace Camp.Templates.Tests.Support;

/// <summary>The repository under test, as it lies on disk.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "RepositoryRoot").Value!;

    /// <summary>Every lesson's folder name (NN-slug) that occurs in any of the four trees.</summary>
    public static IReadOnlyList<string> Lessons { get; } = LessonTrees
        .Select(PathOf).Where(Directory.Exists).SelectMany(Directory.GetDirectories)
        .Select(folder => Path.GetFileName(folder)!)
        .Where(name => name.Length > 3 && char.IsAsciiDigit(name[0]) && char.IsAsciiDigit(name[1]) && name[2] == '-')
        .Distinct().Order(StringComparer.Ordinal).ToArray();

    /// <summary>The trees that hold one folder a lesson.</summary>
    public static IReadOnlyList<string> LessonTrees => ["content", "exercises", "solutions", "templates"];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>What a commit of this moment would hold: tracked files and new ones that git does not ignore.</summary>
    /// <returns>Paths relative to the root, with forward slashes, sorted.</returns>
    public static async Task<IReadOnlyList<string>> Files()
    {
        var git = await Command.Run(Root, "git", "-c", "safe.directory=*", "-c", "core.quotePath=false",
            "ls-files", "--cached", "--others", "--exclude-standard");
        return git.MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Where(file => File.Exists(PathOf(file))).Order(StringComparer.Ordinal).ToArray();
    }
}

using System.Text;
using System.Text.RegularExpressions;

namespace TrainingCamp.Checker.Lessons;

/// <summary>
/// The sources of the workspace's service as its template leaves them when no option is named. The template engine does the same
/// when a lesson is scaffolded; the tool has to know the files without it.
/// </summary>
/// <param name="folder">Where they lie with all options side by side; it need not be there.</param>
internal sealed partial class ServiceSources(string folder)
{
    private static readonly string[] Chosen = ["sqlite", "channels", "memory", "auth", "metrics"];

    // What lies in such a folder belongs to an option that is not chosen.
    private static readonly string[] Others = ["Postgres", "Kafka", "Redis", "Open"];

    /// <summary>The files by relative path with forward slashes, without those of these names.</summary>
    public IEnumerable<(string File, string Text)> Without(IEnumerable<string> names)
    {
        var left = names.ToHashSet();
        return from path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories) : []
               let file = Path.GetRelativePath(folder, path).Replace('\\', '/')
               where !left.Contains(Path.GetFileName(path)) && !file.Split('/').Any(Others.Contains)
               select (file, Resolved(File.ReadAllText(path)));
    }

    /// <summary>A text without directives, and without the lines that they leave out.</summary>
    public static string Resolved(string text)
    {
        var open = new Stack<bool>();
        var kept = new StringBuilder(text.Length);
        foreach (Match line in Lines().Matches(text))
        {
            var directive = line.Groups["directive"].Value;
            if (directive == "if")
                open.Push(Chosen.Contains(line.Groups["option"].Value));
            else if (directive == "else")
                open.Push(!open.Pop());
            else if (directive == "endif")
                open.Pop();
            else if (open.All(chosen => chosen))
                kept.Append(line.Value);
        }

        return kept.ToString();
    }

    // A line, and what it says when it is a directive. Of conditions the service has this one form.
    [GeneratedRegex(@"(?:#(?:(?<directive>if) \((?<option>\w+)\)|(?<directive>else|endif))|[^\n]*)(?:\n|$)")]
    private static partial Regex Lines();
}

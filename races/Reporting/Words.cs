using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Reporting;

/// <summary>Puts objects, cells and places into words.</summary>
internal sealed class Words(Run run)
{
    private readonly Dictionary<string, string[]> _files = [];

    public string Of(Cell cell)
    {
        if (cell.Parent is { } whole)
            return cell.Name.StartsWith("element", StringComparison.Ordinal) ? $"{cell.Name} of {Of(whole.Owner!)}" : $"{whole.Name} ({cell.Name})";
        return cell.Name.Length > 0 ? cell.Name : $"the contents of {Of(cell.Owner!)}";
    }

    public string Of(object target) => target switch
    {
        Cell cell => Of(cell),
        object[] several when several.All(one => one is WaitHandle or Task) => string.Join(", ", several.Select(Of)),
        _ => run.Names.Of(target) is { } name ? $"{Kind(target)}{name}" : WithArticle(Readable(target.GetType())),
    };

    public string Of(IReadOnlyList<Held> held) => held.Count == 0
        ? "no lock"
        : string.Join(" and ", held.Select(one => $"{(one.Mode == "lock" ? "" : one.Mode + " of ")}{Of(one.Lock)} (taken at {Place(one.Site)})"));

    public string Place(int site) => site < 0 ? "its start" : run.Sites[site] is { Line: > 0 } known ? $"{known.Place}, in {known.Method}" : $"{run.Sites[site].Method}";

    /// <summary>"CounterTests.cs:12" alone.</summary>
    public string Short(int site) => site >= 0 && run.Sites[site] is { Line: > 0 } known ? known.Place : "";

    /// <summary>The line of the source and a caret under the statement, or null when the source is not there.</summary>
    public string? SourceLine(int site)
    {
        if (site < 0 || run.Sites[site] is not { Line: > 0 } known || FileOf(known.Path) is not { } lines || known.Line > lines.Length)
            return null;
        var line = lines[known.Line - 1];
        var indent = line.Length - line.TrimStart().Length;
        var gutter = $"{known.Line,6} | ";
        return $"{gutter}{line.Trim()}\n{new string(' ', gutter.Length + Math.Max(0, known.Column - 1 - indent))}^";
    }

    private string[]? FileOf(string path)
    {
        if (!_files.TryGetValue(path, out var lines))
            _files[path] = lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines.Length == 0 ? null : lines;
    }

    private static string Kind(object target) => target switch
    {
        Task or Thread => "",
        Lock => "lock ",
        _ when target.GetType() == typeof(object) => "lock ",
        _ => Readable(target.GetType()) + " ",
    };

    private static string WithArticle(string name) => ("AEIOaeio".Contains(name[0], StringComparison.Ordinal) ? "an " : "a ") + name;

    private static string Readable(Type type)
    {
        // SHA256.Create gives a type that nobody can write down.
        while (!type.IsVisible && type.BaseType is { } known && known != typeof(object) && type.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal))
            type = known;
        if (type.IsArray)
            return Readable(type.GetElementType()!) + "[]";
        var name = Rewriting.Types.Readable(type.Name).Replace("Controlled", "", StringComparison.Ordinal);
        if (type.IsGenericType)
            return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Readable))}>";
        return type == typeof(int) ? "int" : type == typeof(string) ? "string" : type == typeof(long) ? "long" : type == typeof(object) ? "object" : name;
    }
}

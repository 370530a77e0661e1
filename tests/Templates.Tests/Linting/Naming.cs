using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Camp.Templates.Tests.Linting;

/// <summary>A short name used twice, by the SDK's own templates too, breaks both templates (exit 103).</summary>
internal static partial class Naming
{
    public static IEnumerable<string> ShortNameFollowsTheFolder(TemplateFile template)
    {
        // The folder's number is for people; the short name outlives it.
        var expected = Number().IsMatch(template.Folder) ? "camp-" + template.Folder[3..] : template.Folder;
        var names = ShortNames(template.Json).ToArray();
        if (names is not [var only] || only != expected || !Ours().IsMatch(only))
            yield return $"short name '{string.Join("', '", names)}' should be '{expected}'.";
    }

    public static IEnumerable<string> NeedsTheSdk(TemplateFile template)
    {
        var constraints = template.Json["constraints"] as JsonObject ?? [];
        if (!constraints.Any(pair => TemplateFile.Text(pair.Value?["type"]) == "sdk-version"))
            yield return "there is no 'sdk-version' constraint, so an older SDK scaffolds what it cannot build.";
    }

    public static IEnumerable<string> AreUnique(IReadOnlyList<TemplateFile> templates) =>
        Twice(templates, "identity", template => [TemplateFile.Text(template.Json["identity"]) ?? ""])
            .Concat(Twice(templates, "short name", template => ShortNames(template.Json)));

    private static IEnumerable<string> Twice(
        IEnumerable<TemplateFile> templates, string what, Func<TemplateFile, IEnumerable<string>> namesOf) =>
        templates.SelectMany(template => namesOf(template).Select(name => (name, template.Folder)))
            .GroupBy(pair => pair.name, pair => pair.Folder).Where(group => group.Count() > 1)
            .Select(group => $"{what} '{group.Key}' is used by {string.Join(" and ", group)}.");

    private static IEnumerable<string> ShortNames(JsonObject json) => json["shortName"] switch
    {
        JsonArray several => several.Select(name => name!.ToString()),
        { } one => [one.ToString()],
        null => [],
    };

    [GeneratedRegex("^[0-9]{2}-")]
    private static partial Regex Number();

    [GeneratedRegex("^camp(-[a-z0-9]+)*$")]
    private static partial Regex Ours();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Camp.Templates.Tests.Linting;

/// <summary>An unknown name in a condition counts as false, and a malformed condition too; both in silence.</summary>
internal static partial class Conditions
{
    // What the engine itself offers beside the template's symbols.
    private static readonly string[] Always = ["true", "false", "name", "HostIdentifier", "OS"];

    public static IEnumerable<string> NameOnlyKnownSymbols(TemplateFile template)
    {
        var known = template.Symbols().Select(pair => pair.Id).Concat(Always).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var condition in Of(template))
        {
            // A choice's values stand in quotes or bare after ==; bare ones must be quoted here, so that a slip shows.
            foreach (var name in Names().Matches(Quoted().Replace(condition, "")).Select(match => match.Value))
                if (!known.Contains(name))
                    yield return $"condition '{condition}' names '{name}', which is no symbol.";
            if (condition.Count(sign => sign == '(') != condition.Count(sign => sign == ')'))
                yield return $"condition '{condition}' has unbalanced parentheses.";
        }
    }

    private static IEnumerable<string> Of(TemplateFile template) =>
        Under(template.Json["sources"]).Concat(Under(template.Json["postActions"])).Concat(Under(template.Json["primaryOutputs"]))
            .Concat(template.Symbols().SelectMany(pair => new[] { "isEnabled", "isRequired" }.Select(key => pair.Symbol[key]))
                .OfType<JsonValue>().Select(value => value.ToString()))
            .Concat(template.Symbols().Where(pair => TemplateFile.Text(pair.Symbol["type"]) == "computed")
                .Select(pair => TemplateFile.Text(pair.Symbol["value"]) ?? ""));

    // Conditions also stand in modifiers and manual instructions: search the whole branch.
    private static IEnumerable<string> Under(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Under),
        JsonObject item => item.SelectMany(pair => pair.Key == "condition" ? [pair.Value!.ToString()] : Under(pair.Value)),
        _ => [],
    };

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_-]*")]
    private static partial Regex Names();
}

using System.Text.Json.Nodes;

namespace Camp.Templates.Tests.Linting;

internal static class PostActions
{
    // It prompts, and when stdin is at its end it loops for ever.
    private const string RunScript = "3A7C4B45-1F5D-4A30-959A-51B88E82B5D2";

    // Restore, add to solution, print a text.
    private static readonly string[] Helpful =
        ["210D431B-A78B-4D2F-B762-4ED3E3EA9025", "D396686C-DE0E-4DE6-906D-291CD29FC5DE", "AC1156F7-BB77-4DB8-B28F-24EEBCCA1E5C"];

    public static IEnumerable<string> CanBeTranslatedAndFailGently(TemplateFile template)
    {
        var actions = template.List("postActions").ToArray();
        foreach (var action in actions)
        {
            var id = TemplateFile.Text(action["id"]);
            if (id is null || actions.Count(other => TemplateFile.Text(other["id"]) == id) > 1)
                yield return $"post action '{id}' needs an id of its own, or it cannot be translated.";
            // Any other id is one that dotnet new does not know: our way of ending with an error.
            if (Is(action, Helpful) && TemplateFile.Text(action["continueOnError"]) != "true")
                yield return $"post action '{id}' should say continueOnError: a folder that is there must not count as a failure.";
            if (!TemplateFile.ObjectsOf(action["manualInstructions"]).Any())
                yield return $"post action '{id}' has no manual instructions.";
            if (Is(action, RunScript))
                yield return $"post action '{id}' runs a script, which hangs where nobody can answer its question.";
        }
    }

    private static bool Is(JsonObject action, params string[] ids) =>
        ids.Contains(TemplateFile.Text(action["actionId"]), StringComparer.OrdinalIgnoreCase);
}

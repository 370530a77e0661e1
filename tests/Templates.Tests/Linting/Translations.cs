namespace Camp.Templates.Tests.Linting;

/// <summary>The engine ignores unknown keys and shows English for missing ones, both in silence.</summary>
internal static class Translations
{
    public static IEnumerable<string> HaveTheKeysOfTheEnglish(TemplateFile template)
    {
        if (!template.Languages.ContainsKey("zh-Hans"))
            yield return "localize/templatestrings.zh-Hans.json is missing.";
        var english = EnglishKeys(template).ToHashSet();
        foreach (var (language, texts) in template.Languages)
        {
            var keys = texts.Select(pair => pair.Key).ToHashSet();
            foreach (var key in english.Except(keys))
                yield return $"{language} has no '{key}'.";
            foreach (var key in keys.Except(english))
                yield return $"{language} has '{key}', which template.json does not.";
            foreach (var key in texts.Where(pair => string.IsNullOrWhiteSpace(TemplateFile.Text(pair.Value))).Select(pair => pair.Key))
                yield return $"{language} has an empty '{key}'.";
        }
    }

    private static IEnumerable<string> EnglishKeys(TemplateFile template) =>
    [
        .. new[] { "author", "name", "description" }.Where(template.Json.ContainsKey),
        .. from pair in template.Symbols()
           from text in new[] { "displayName", "description" }
           where pair.Symbol.ContainsKey(text)
           select $"symbols/{pair.Id}/{text}",
        .. from pair in template.Symbols()
           from choice in TemplateFile.ObjectsOf(pair.Symbol["choices"])
           from text in new[] { "displayName", "description" }
           where choice.ContainsKey(text)
           select $"symbols/{pair.Id}/choices/{choice["choice"]}/{text}",
        .. from action in template.List("postActions")
           where action.ContainsKey("description")
           select $"postActions/{action["id"]}/description",
        .. from action in template.List("postActions")
           from instruction in TemplateFile.ObjectsOf(action["manualInstructions"])
           select $"postActions/{action["id"]}/manualInstructions/{TemplateFile.Text(instruction["id"]) ?? "default"}/text",
    ];
}

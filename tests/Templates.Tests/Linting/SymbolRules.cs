using System.Text.Json.Nodes;

namespace Camp.Templates.Tests.Linting;

internal static class SymbolRules
{
    private static readonly string[] Types = ["parameter", "derived", "generated", "computed", "bind"];

    private static readonly string[] BuiltInForms =
    [
        "identity", "safe_name", "lower_safe_name", "safe_namespace", "lower_safe_namespace", "lowerCase", "lowerCaseInvariant",
        "upperCase", "upperCaseInvariant", "firstLowerCase", "firstLowerCaseInvariant", "firstUpperCase",
        "firstUpperCaseInvariant", "titleCase", "kebabCase", "xmlEncode", "jsonEncode",
    ];

    public static IEnumerable<string> TypesAreKnown(TemplateFile template) =>
        from pair in template.Symbols()
        let type = TemplateFile.Text(pair.Symbol["type"])
        where !Types.Contains(type)
        select $"symbol '{pair.Id}' has the type '{type}', which the engine ignores; valid are {string.Join(", ", Types)}.";

    public static IEnumerable<string> NoneIsCalledName(TemplateFile template) =>
        from pair in template.Symbols()
        where pair.Id.Equals("name", StringComparison.OrdinalIgnoreCase)
        select "a symbol is called 'name', which is the engine's own.";

    public static IEnumerable<string> DefaultsAreValid(TemplateFile template) =>
        from pair in template.Symbols()
        where TemplateFile.Text(pair.Symbol["type"]) == "parameter"
        let valid = ValidValues(pair.Symbol)
        where valid is not null
        from property in new[] { "defaultValue", "defaultIfOptionWithoutValue" }
        let value = TemplateFile.Text(pair.Symbol[property])
        where value is null ? property == "defaultValue" : !valid.Contains(value)
        select $"symbol '{pair.Id}' has the {property} '{value}'; valid are {string.Join(", ", valid)}.";

    public static IEnumerable<string> DerivedOnesHaveASourceAndAForm(TemplateFile template)
    {
        var symbols = template.Symbols().Select(pair => pair.Id).Append("name").ToHashSet();
        var forms = template.Forms().Select(pair => pair.Id).Concat(BuiltInForms).ToHashSet();
        foreach (var (id, symbol) in template.Symbols().Where(pair => TemplateFile.Text(pair.Symbol["type"]) == "derived"))
        {
            if (TemplateFile.Text(symbol["valueSource"]) is var source && !symbols.Contains(source ?? ""))
                yield return $"symbol '{id}' derives from '{source}', which is no symbol.";
            if (TemplateFile.Text(symbol["valueTransform"]) is var form && !forms.Contains(form ?? ""))
                yield return $"symbol '{id}' uses the form '{form}', which is not defined.";
        }
        foreach (var (id, form) in template.Forms())
            foreach (var step in (form["steps"] as JsonArray ?? []).Select(TemplateFile.Text).Where(step => !forms.Contains(step ?? "")))
                yield return $"form '{id}' has the step '{step}', which is not defined.";
    }

    public static IEnumerable<string> CommandLineNamesBelongToParameters(TemplateFile template)
    {
        var parameters = template.Symbols().Where(pair => TemplateFile.Text(pair.Symbol["type"]) == "parameter")
            .Select(pair => pair.Id).ToHashSet();
        return from pair in template.HostJson?["symbolInfo"] as JsonObject ?? []
               where !parameters.Contains(pair.Key)
               select $"dotnetcli.host.json names '{pair.Key}', which is no parameter.";
    }

    private static IReadOnlyCollection<string>? ValidValues(JsonObject symbol) =>
        TemplateFile.Text(symbol["datatype"]) switch
        {
            "bool" => ["true", "false"],
            "choice" => TemplateFile.ObjectsOf(symbol["choices"]).Select(choice => TemplateFile.Text(choice["choice"])!).ToArray(),
            _ => null,
        };
}

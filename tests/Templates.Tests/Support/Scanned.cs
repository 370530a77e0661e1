using Microsoft.TemplateEngine.Abstractions;

namespace Camp.Templates.Tests.Support;

/// <summary>One template as the scanner saw it; each remark reads <c>[Severity] CODE text</c>.</summary>
internal sealed record Scanned(string Config, string ShortName, IReadOnlyList<string> Remarks)
{
    public static Scanned From(IScanTemplateInfo template) => new(
        template.ConfigPlace,
        string.Join(',', template.ShortNameList),
        [
            .. template.ValidationErrors.Select(Remark),
            .. template.Localizations.Values.SelectMany(language => language.ValidationErrors).Select(Remark),
        ]);

    private static string Remark(IValidationEntry entry) => $"[{entry.Severity}] {entry.Code} {entry.ErrorMessage}";
}

namespace Camp.Templates.Tests.Linting;

/// <summary>What neither <c>dotnet new install</c> nor the scanner says.</summary>
internal static class Lint
{
    private static readonly Func<TemplateFile, IEnumerable<string>>[] Rules =
    [
        Naming.ShortNameFollowsTheFolder,
        Naming.NeedsTheSdk,
        SymbolRules.TypesAreKnown,
        SymbolRules.NoneIsCalledName,
        SymbolRules.DefaultsAreValid,
        SymbolRules.DerivedOnesHaveASourceAndAForm,
        SymbolRules.CommandLineNamesBelongToParameters,
        Conditions.NameOnlyKnownSymbols,
        PostActions.CanBeTranslatedAndFailGently,
        Translations.HaveTheKeysOfTheEnglish,
    ];

    /// <returns>One sentence a fault, each naming the template's folder.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<TemplateFile> templates) =>
    [
        .. templates.SelectMany(template => Rules.SelectMany(rule => rule(template))
            .Select(fault => $"{template.Folder}: {fault}")),
        .. Naming.AreUnique(templates),
    ];
}

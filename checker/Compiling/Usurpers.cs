using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// Finds what an answer declares that would take the place of what the tests use: a type called Assert in the lesson's namespace
/// stands before xunit's own.
/// </summary>
internal static class Usurpers
{
    private static readonly string[] OfXunit =
        ["Assert", "Fact", "FactAttribute", "Theory", "TheoryAttribute", "InlineData", "InlineDataAttribute", "MemberData", "MemberDataAttribute", "TestContext", "Xunit"];

    /// <summary>The names; empty in an honest answer.</summary>
    /// <param name="support">The lesson's test support.</param>
    public static IReadOnlyList<string> In(IEnumerable<string> answers, IEnumerable<string> support)
    {
        var theirs = OfXunit.Concat(support.SelectMany(path => Types(Parsed(path)))).ToHashSet();
        return [.. answers.Select(Parsed).SelectMany(root => Types(root).Concat(Aliases(root)).Concat(Roots(root)).Where(theirs.Contains).Concat(Initializers(root))).Distinct()];
    }

    private static CompilationUnitSyntax Parsed(string path) => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetCompilationUnitRoot();

    private static IEnumerable<string> Types(CompilationUnitSyntax root) => root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        .Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax).Select(type => type.Identifier.ValueText);

    // "global using Assert = …" reaches into the tests.
    private static IEnumerable<string> Aliases(CompilationUnitSyntax root) => root.Usings
        .Where(alias => alias.GlobalKeyword != default && alias.Alias is not null).Select(alias => alias.Alias!.Name.Identifier.ValueText);

    private static IEnumerable<string> Roots(CompilationUnitSyntax root) =>
        root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Name.ToString().Split('.'));

    // Code that runs before any test.
    private static IEnumerable<string> Initializers(CompilationUnitSyntax root) =>
        root.DescendantNodes().OfType<AttributeSyntax>().Select(attribute => attribute.Name.ToString().Split('.')[^1]).Where(name => name is "ModuleInitializer" or "ModuleInitializerAttribute");
}

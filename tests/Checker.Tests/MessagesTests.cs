using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TrainingCamp.Checker.Texts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed partial class MessagesTests
{
    // Not for people, or not for translation: command lines, HTML, a picture.
    private static readonly string[] NotSpoken = ["Page.cs", "Celebration.cs"];

    [Theory]
    [InlineData("Commands")]
    [InlineData("Screens")]
    [InlineData("Lessons")]
    [InlineData("Progress")]
    [InlineData("Reports")]
    [InlineData("Updating")]
    [InlineData("Advising")]
    public void What_camp_says_stands_in_Messages_and_nowhere_else(string folder)
    {
        var spoken = from path in Directory.EnumerateFiles(Path.Combine(CheckerFolder(), folder), "*.cs")
                     where !NotSpoken.Contains(Path.GetFileName(path))
                     from node in CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes()
                     let text = TextOf(node)
                     where Sentence().IsMatch(text) && !"<^".Contains(text[0])
                     select $"{Path.GetFileName(path)}: {text}";

        Assert.Empty(spoken);
    }

    [Fact]
    public void Every_message_can_be_said_in_another_language()
    {
        var fixedOnes = typeof(Messages).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .OfType<MethodInfo>().Where(method => !method.IsVirtual && method.DeclaringType == typeof(Messages)).Select(method => method.Name);

        Assert.Empty(fixedOnes);
    }

    private static string TextOf(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        _ => "",
    };

    // Two words of three letters, or one with a capital, that are neither markup nor code.
    [GeneratedRegex(@"[A-Za-z]{2,} [a-z]{2,}")]
    private static partial Regex Sentence();

    private static string CheckerFolder([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "checker"));
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TrainingCamp.Checker.Texts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed partial class MessagesTests
{
    // HTML's own attributes, and a picture.
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
                     from line in File.ReadLines(path)
                     where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                     from Match literal in Literal().Matches(line)
                     let text = Hole().Replace(literal.Groups[1].Value, "")
                     where Sentence().IsMatch(text) && !"<^".Contains(text[0])
                     select $"{Path.GetFileName(path)}: {text}";

        Assert.Empty(spoken);
    }

    [Fact]
    public void Every_message_can_be_said_in_another_language()
    {
        var unchangeable = typeof(Messages).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsVirtual).Select(method => method.Name);

        Assert.Empty(unchangeable);
    }

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("[A-Za-z]{2,} [a-z]{2,}")]
    private static partial Regex Sentence();

    private static string CheckerFolder([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "checker"));
}

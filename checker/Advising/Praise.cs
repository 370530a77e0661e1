using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Advising;

/// <summary>What is well done in a file that passes and of which nothing grave is to be said.</summary>
internal static class Praise
{
    private static readonly string[] Blocking = [".Wait", ".GetResult", ".WaitOne", ".Sleep", ".Join", ".WaitAll", ".WaitAny"];

    public static string? Of(SyntaxNode root)
    {
        var calls = root.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => call.Expression.ToString()).ToList();
        var locks = root.DescendantNodes().OfType<LockStatementSyntax>().Any();
        var blocks = locks || calls.Exists(call => Blocking.Any(name => call.EndsWith(name, StringComparison.Ordinal)))
            || root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText == "Result");
        if (!blocks && root.DescendantNodes().OfType<AwaitExpressionSyntax>().Any())
            return Messages.Say.PraiseAwait;
        if (!blocks && calls.Exists(call => call.Contains("CompareExchange", StringComparison.Ordinal)))
            return Messages.Say.PraiseCompareExchange;
        if (locks || calls.Exists(call => call.EndsWith("EnterScope", StringComparison.Ordinal)))
            return Messages.Say.PraiseLock;
        return null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Advising;

/// <summary>What is well done in a file that passes and of which nothing grave is to be said.</summary>
internal static class Praise
{
    public static string? Of(SyntaxNode root)
    {
        var calls = root.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => call.Expression.ToString()).ToList();
        if (calls.Exists(call => call.Contains("CompareExchange", StringComparison.Ordinal)))
            return Messages.Say.PraiseCompareExchange;
        if (root.DescendantNodes().OfType<AwaitExpressionSyntax>().Any())
            return Messages.Say.PraiseAwait;
        if (root.DescendantNodes().OfType<LockStatementSyntax>().Any() || calls.Exists(call => call.EndsWith("EnterScope", StringComparison.Ordinal)))
            return Messages.Say.PraiseLock;
        return null;
    }
}

using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>The checker's verdicts on answers.</summary>
internal static class Checks
{
    public static LessonCheck For(Lesson lesson, HangLimits limits) => new(lesson, Pristine.OfThisTool) { Limits = limits, Compiler = Compilers.Of };

    public static async Task<Verdict> Of(LessonCheck check, Answer answer, string? test = null)
    {
        var texts = new Dictionary<string, string> { [answer.Exercise.File] = answer.Text };
        return (await check.Check([answer.Exercise], texts, test, cancellation: TestContext.Current.CancellationToken))[0];
    }

    public static string Describe(Verdict verdict) =>
        $"{verdict.Id} is {verdict.Outcome}. {verdict.Message} {string.Join("; ", verdict.Tests.Where(t => t.Outcome != Outcome.Passed).Select(t => $"{t.Name}: {t.Outcome}: {t.Message}"))}";
}

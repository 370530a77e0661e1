using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// What camp says of a test, dotnet test says too. For each lesson: the stubs and the references as MSBuild builds them, and mistakes in
/// one assembly with their tests, run by VSTest, and by camp, which compiles answers and tests in two; compared test by test.
/// <para>
/// VSTest takes seconds for each assembly, and minutes for one that hangs. So there is one mistake an exercise, of those that fail
/// without hanging, and by default one lesson. CAMP_SAME_VERDICT=some takes every lesson; =all every mistake and alternative, too,
/// for up to three quarters of an hour a lesson.
/// </para>
/// </summary>
[Collection("Checks")]
public sealed class SameVerdictTests
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("CAMP_SAME_VERDICT");

    private static bool Everything => Asked == "all";

    public static TheoryData<string> Lessons => Asked is null ? ["03-middleware"] : AnswerTests.Lessons;

    [Theory, MemberData(nameof(Lessons))]
    public async Task Camp_and_dotnet_test_agree(string folder)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var lesson = Repository.Lesson(folder);
        using var vstest = new VSTest(lesson, Path.Combine(lesson.Folder, "obj", "same-verdict"));
        // The stubs, which are checked first, are compiled by the compiler server where one runs.
        using var check = new LessonCheck(lesson, Pristine.OfThisTool) { Compiler = LessonCheck.Served };
        using var compiler = new AnswerCompiler(lesson, Compilers.Another);
        var expected = new Dictionary<string, IReadOnlyList<Verdict>>
        {
            [await vstest.Build("stub", Directory.GetFiles(lesson.Folder, "*.csproj").Single(), cancellation)] = await check.Check(lesson.Exercises, cancellation: cancellation),
            [await vstest.Build("reference", Directory.GetFiles(Repository.SolutionFolder(lesson), "*.csproj").Single(), cancellation)] =
                await check.Check(lesson.Exercises, References(lesson), cancellation: cancellation),
        };
        foreach (var exercise in lesson.Exercises)
            foreach (var (answer, verdict) in await Chosen(check, lesson, exercise))
            {
                var compiled = await compiler.Compile(exercise, answer.Text, path => lesson.IsTestOf(exercise, path), cancellation, inTwo: false);
                expected[vstest.Write(Path.GetFileNameWithoutExtension(answer.Path), compiled)] = [verdict];
            }

        var results = await vstest.Run(expected.Keys, cancellation);

        var faults = expected.SelectMany(run => run.Value.SelectMany(verdict => Differences(run.Key, verdict, results))).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static Dictionary<string, string> References(Lesson lesson) =>
        lesson.Exercises.ToDictionary(e => e.File, e => File.ReadAllText(Path.Combine(Repository.SolutionFolder(lesson), e.File)));

    private static async Task<IReadOnlyList<(Answer Answer, Verdict Verdict)>> Chosen(LessonCheck check, Lesson lesson, Exercise exercise)
    {
        var chosen = new List<(Answer, Verdict)>();
        foreach (var answer in Answer.Mistakes(lesson).Concat(Answer.Alternatives(lesson)).Where(answer => answer.Exercise == exercise && !answer.DiesExplored).OrderBy(HangsOnOrder))
        {
            var texts = new Dictionary<string, string> { [exercise.File] = answer.Text };
            var verdict = (await check.Check([exercise], texts, cancellation: TestContext.Current.CancellationToken))[0];
            if (verdict.Outcome == Outcome.CompileError || (!Everything && verdict.Outcome != Outcome.Failed))
                continue;
            chosen.Add((answer, verdict));
            if (!Everything)
                break;
        }

        return chosen;
    }

    // Taken last, as it does not fail the same tests every time: what is a matter of schedules; and what one test leaves to the next in a
    // static field, since xunit orders tests by where their assembly lies. What only exploring rejects is not taken at all: no test is bound to fail.
    private static bool HangsOnOrder(Answer answer) => answer.Explored is not null || Path.GetFileNameWithoutExtension(answer.Path) == "static-count";

    // An answer that hangs, crashes or floods does not pass with either; which tests run before it does is not the same.
    private static IEnumerable<string> Differences(string assembly, Verdict verdict, ILookup<(string Assembly, string Test), string> results)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(assembly));
        var own = results.Where(result => result.Key.Assembly == assembly && result.Key.Test.StartsWith(verdict.Selected.Exercise.Tests + ".", StringComparison.Ordinal)).ToList();
        if (verdict.Outcome is Outcome.Hung or Outcome.Crashed or Outcome.Flooded)
            return own.Count > 0 && own.All(result => result.All(outcome => outcome == "Passed")) ? [$"{name}: camp says {verdict.Id} is {verdict.Outcome}, dotnet test that it passes."] : [];

        var ran = own.Sum(result => result.Count());
        var missing = ran != verdict.Tests.Count ? [$"{name}: camp ran {verdict.Tests.Count} tests of {verdict.Id}, dotnet test {ran}."] : Array.Empty<string>();
        return missing.Concat(
            from test in verdict.Tests.GroupBy(test => VSTest.Logged(test.Name))
            let ours = Listed(test.Select(each => Words(each.Outcome)))
            let theirs = Listed(results[(assembly, $"{verdict.Selected.Exercise.Tests}.{test.Key}")].DefaultIfEmpty("nothing"))
            where theirs != ours
            select $"{name}: camp says {test.Key} of {verdict.Id} is {ours} ({test.First().Message}), dotnet test says {theirs}.");

        static string Listed(IEnumerable<string> outcomes) => string.Join(", ", outcomes.Order(StringComparer.Ordinal));
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "Passed",
        Outcome.Skipped => "NotExecuted",
        _ => "Failed",
    };
}

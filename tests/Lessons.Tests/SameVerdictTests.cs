using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// What camp says of a test, dotnet test says too. For each lesson: the stubs and the references as MSBuild builds them, and mistakes in
/// one assembly with their tests, run by VSTest, and by camp, which compiles answers and tests in two; compared test by test.
/// <para>
/// VSTest takes seconds for each assembly, and minutes for one that hangs. So by default there is one mistake an exercise, of
/// those that fail without hanging; CAMP_SAME_VERDICT=all takes every mistake and alternative, for an hour or two.
/// </para>
/// </summary>
[Collection("Checks")]
public sealed class SameVerdictTests
{
    private const int MostLooks = 10;

    private static bool Everything => Environment.GetEnvironmentVariable("CAMP_SAME_VERDICT") == "all";

    [Theory, MemberData(nameof(AnswerTests.Lessons), MemberType = typeof(AnswerTests))]
    public async Task Camp_and_dotnet_test_agree(string folder)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var lesson = Repository.Lesson(folder);
        using var vstest = new VSTest(lesson, Path.Combine(lesson.Folder, "obj", "same-verdict"));
        using var check = new LessonCheck(lesson, Pristine.OfThisTool);
        using var compiler = new AnswerCompiler(lesson);
        var expected = new Dictionary<string, IReadOnlyList<Verdict>>
        {
            [await vstest.Build("stub", Directory.GetFiles(lesson.Folder, "*.csproj").Single(), cancellation)] = await check.Check(lesson.Exercises, cancellation: cancellation),
            [await vstest.Build("reference", Directory.GetFiles(Repository.SolutionFolder(lesson), "*.csproj").Single(), cancellation)] =
                await check.Check(lesson.Exercises, References(lesson), cancellation: cancellation),
        };
        var answers = new Dictionary<string, Answer>();
        foreach (var exercise in lesson.Exercises)
            foreach (var (answer, verdict) in await Chosen(check, lesson, exercise))
            {
                var compiled = await compiler.Compile(exercise, answer.Text, path => lesson.IsTestOf(exercise, path), cancellation, inTwo: false);
                var assembly = vstest.Write(Path.GetFileNameWithoutExtension(answer.Path), compiled);
                expected[assembly] = [verdict];
                answers[assembly] = answer;
            }

        var results = await vstest.Run(expected.Keys, cancellation);

        var faults = new List<string>();
        foreach (var (assembly, verdicts) in expected)
            foreach (var verdict in verdicts)
            {
                var differences = Differences(assembly, verdict, results);
                if (answers.TryGetValue(assembly, out var answer) && answer.Explored is not null)
                    differences = await StillThere(differences, assembly, verdict, results, () => Of(check, answer), vstest);
                faults.AddRange(differences.Select(difference => difference.Text));
            }

        Workers.None(faults);
    }

    /// <param name="Test">Its name; empty for what is said of all together.</param>
    private sealed record Difference(string Test, string Text);

    private static Dictionary<string, string> References(Lesson lesson) =>
        lesson.Exercises.ToDictionary(e => e.File, e => File.ReadAllText(Path.Combine(Repository.SolutionFolder(lesson), e.File)));

    private static async Task<IReadOnlyList<(Answer Answer, Verdict Verdict)>> Chosen(LessonCheck check, Lesson lesson, Exercise exercise)
    {
        var chosen = new List<(Answer, Verdict)>();
        foreach (var answer in Answer.Mistakes(lesson).Concat(Answer.Alternatives(lesson)).Where(answer => answer.Exercise == exercise))
        {
            var verdict = await Of(check, answer);
            if (verdict.Outcome == Outcome.CompileError || (!Everything && verdict.Outcome != Outcome.Failed))
                continue;
            chosen.Add((answer, verdict));
            if (!Everything)
                break;
        }

        return chosen;
    }

    private static async Task<Verdict> Of(LessonCheck check, Answer answer)
    {
        var texts = new Dictionary<string, string> { [answer.Exercise.File] = answer.Text };
        return (await check.Check([answer.Exercise], texts, cancellation: TestContext.Current.CancellationToken))[0];
    }

    // A mistake that is a matter of schedules fails by luck, in either process. It is run again both ways: what differed stays a fault
    // until camp has said of that test both one and the other, or dotnet test has.
    private static async Task<List<Difference>> StillThere(
        List<Difference> differences, string assembly, Verdict first, ILookup<(string, string), string> results, Func<Task<Verdict>> again, VSTest vstest)
    {
        var (verdicts, runs) = (new List<Verdict> { first }, new List<ILookup<(string, string), string>> { results });
        for (var look = 0; look < MostLooks && differences.Count > 0; look++)
        {
            // One that broke off says nothing of single tests.
            if (await again() is var verdict && (Broke(first) || !Broke(verdict)))
                verdicts.Add(verdict);
            runs.Add(await vstest.Run([assembly], TestContext.Current.CancellationToken));
            foreach (var unequal in from ours in verdicts from theirs in runs select Differences(assembly, ours, theirs).Select(difference => difference.Test).ToHashSet())
                differences.RemoveAll(difference => !unequal.Contains(difference.Test));
        }

        return differences;
    }

    // An answer that hangs, crashes or floods does not pass with either; which tests run before it does is not the same.
    private static List<Difference> Differences(string assembly, Verdict verdict, ILookup<(string Assembly, string Test), string> results)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(assembly));
        var own = results.Where(result => result.Key.Assembly == assembly && result.Key.Test.StartsWith(verdict.Selected.Exercise.Tests + ".", StringComparison.Ordinal)).ToList();
        if (Broke(verdict))
            return own.Count > 0 && own.All(result => result.All(outcome => outcome == "Passed")) ? [new("", $"{name}: camp says {verdict.Id} is {verdict.Outcome}, dotnet test that it passes.")] : [];

        var ran = own.Sum(result => result.Count());
        Difference[] missing = ran != verdict.Tests.Count ? [new("", $"{name}: camp ran {verdict.Tests.Count} tests of {verdict.Id}, dotnet test {ran}.")] : [];
        var unequal =
            from test in verdict.Tests.GroupBy(test => VSTest.Logged(test.Name))
            let ours = Listed(test.Select(each => Words(each.Outcome)))
            let theirs = Listed(results[(assembly, $"{verdict.Selected.Exercise.Tests}.{test.Key}")].DefaultIfEmpty("nothing"))
            where theirs != ours
            select new Difference(test.Key, $"{name}: camp says {test.Key} of {verdict.Id} is {ours} ({test.First().Message}), dotnet test says {theirs}.");
        return [.. missing, .. unequal];

        static string Listed(IEnumerable<string> outcomes) => string.Join(", ", outcomes.Order(StringComparer.Ordinal));
    }

    private static bool Broke(Verdict verdict) => verdict.Outcome is Outcome.Hung or Outcome.Crashed or Outcome.Flooded;

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "Passed",
        Outcome.Skipped => "NotExecuted",
        _ => "Failed",
    };
}

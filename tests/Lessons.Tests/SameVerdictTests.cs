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
        var said = new List<BothWays>
        {
            new("the stubs", await vstest.Build("stub", Directory.GetFiles(lesson.Folder, "*.csproj").Single(), cancellation), await check.Check(lesson.Exercises, cancellation: cancellation)),
            new("the references", await vstest.Build("reference", Directory.GetFiles(Repository.SolutionFolder(lesson), "*.csproj").Single(), cancellation),
                await check.Check(lesson.Exercises, References(lesson), cancellation: cancellation)),
        };
        foreach (var exercise in lesson.Exercises)
            foreach (var (answer, verdict) in await Chosen(check, lesson, exercise))
            {
                var compiled = await compiler.Compile(exercise, answer.Text, path => lesson.IsTestOf(exercise, path), cancellation, inTwo: false);
                said.Add(new BothWays(answer.Path, vstest.Write(Path.GetFileNameWithoutExtension(answer.Path), compiled), [verdict]) { Whole = compiled });
            }

        Workers.None(await Faults(vstest, said, more: 9));
    }

    // What one test leaves to the next in a static field, and what two threads do to each other, is not the same in every run, nor in every
    // folder: xunit orders tests by where their assembly lies. So dotnet test runs an answer with a difference again, elsewhere; what camp has said
    // and dotnet test never says is a fault.
    private static async Task<IReadOnlyList<string>> Faults(VSTest vstest, IReadOnlyList<BothWays> said, int more)
    {
        var results = await vstest.Run(said.Select(both => both.Assembly), TestContext.Current.CancellationToken);
        foreach (var both in said)
            both.DotnetTest.Add(results[both.Assembly]);
        var again = said.Where(both => both.Faults.Any()).ToList();
        if (again.Count == 0 || more == 0 || again.Exists(both => both.Whole is null))
            return [.. again.SelectMany(both => both.Faults)];
        foreach (var both in again)
            both.Assembly = vstest.Write(Path.GetFileNameWithoutExtension(both.Name), both.Whole!);
        return await Faults(vstest, again, more - 1);
    }

    private static Dictionary<string, string> References(Lesson lesson) =>
        lesson.Exercises.ToDictionary(e => e.File, e => File.ReadAllText(Path.Combine(Repository.SolutionFolder(lesson), e.File)));

    private static async Task<IReadOnlyList<(Answer Answer, Verdict Verdict)>> Chosen(LessonCheck check, Lesson lesson, Exercise exercise)
    {
        var chosen = new List<(Answer, Verdict)>();
        // What only exploring rejects is not taken: no test is bound to fail.
        foreach (var answer in Answer.Mistakes(lesson).Concat(Answer.Alternatives(lesson)).Where(answer => answer.Exercise == exercise && !answer.DiesExplored))
        {
            var verdict = await Checks.Of(check, answer);
            if (verdict.Outcome == Outcome.CompileError || (!Everything && verdict.Outcome != Outcome.Failed))
                continue;
            chosen.Add((answer, verdict));
            if (!Everything)
                break;
        }

        return chosen;
    }
}

using TrainingCamp.Checker.Tests.Support;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class GoldenAnswerTests(GoldenLesson lesson) : IClassFixture<GoldenLesson>
{
    [Theory]
    [InlineData("right", "passed", "")]
    [InlineData("prints-a-little", "passed", "")]
    [InlineData("uses-generator", "passed", "")]
    [InlineData("wrong", "failed", "Expected: 3")]
    [InlineData("throws-control-characters", "failed", "a zero \0, an escape")]
    [InlineData("endless-loop", "hung", "Adder.Add at Adder.cs:")]
    [InlineData("deadlock", "hung", "Adder.Hold at Adder.cs:", "Monitor.Enter")]
    [InlineData("waits-for-ever", "hung", "Adder.AddAsync in await")]
    [InlineData("exits", "crashed", "Environment.Exit")]
    [InlineData("fails-fast", "crashed", "no way to go on")]
    [InlineData("stack-overflow", "crashed", "Stack overflow", "Adder.Add")]
    [InlineData("throws-on-a-thread", "crashed", "nobody catches me", "Adder.cs")]
    [InlineData("floods", "flooded", "more than 4 MB")]
    [InlineData("floods-one-line", "flooded", "more than 4 MB")]
    [InlineData("grows", "crashed", "Out of memory")]
    [InlineData("leaves-a-child", "passed", "")]
    public async Task Each_answer_gets_its_outcome_and_its_neighbour_passes(string answer, string outcome, params string[] messages)
    {
        var verdicts = await lesson.Check(answer);

        Assert.Equal(outcome, verdicts[0].Outcome.Name());
        var said = string.Concat(verdicts[0].Tests.Select(test => test.Message));
        Assert.All(messages, message => Assert.Contains(message, said, StringComparison.Ordinal));
        Assert.Equal(Outcome.Passed, verdicts[1].Outcome);
        await Processes.Gone(lesson.Folder);
    }

    [Fact]
    public async Task A_test_that_runs_for_long_is_told_of_once_before_its_verdict()
    {
        var verdict = (await lesson.Check("endless-loop"))[0];

        Assert.Equal(verdict.Tests.Where(test => test.Outcome == Outcome.Hung).Select(test => test.Name), lesson.StillRan);
    }

    [Fact]
    public async Task A_task_that_the_answer_gave_away_and_nobody_ends_is_found_as_soon_as_a_wait_inside_it()
    {
        using var fresh = new GoldenLesson();
        await File.WriteAllTextAsync(Path.Combine(fresh.Folder, "tests", "AdderTests.cs"), """
            using Camp.Testing;
            using Xunit;

            namespace Camp.Golden.Tests;

            public sealed class AdderTests
            {
                [Fact]
                public Task Waits() => Patience.Ends(Given());

                private static Task Given() => new TaskCompletionSource().Task;

                [Fact]
                public async Task Waits_too() => await Patience.Ends(Given());
            }
            """, TestContext.Current.CancellationToken);

        var verdict = (await fresh.Check("right"))[0];

        Assert.Equal([Outcome.Hung, Outcome.Hung], verdict.Tests.Select(test => test.Outcome));
        Assert.Contains(verdict.Tests, test => test.Message.EndsWith("Waiting: AdderTests.Waits_too in await of a task that nothing ends", StringComparison.Ordinal));
        Assert.Contains(verdict.Tests, test => test.Message.EndsWith("Waiting: a task that nothing ends", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "passed")]
    [InlineData(false, "failed")]
    public async Task A_skipped_test_neither_passes_nor_fails_an_exercise(bool another, string outcome)
    {
        using var fresh = new GoldenLesson();
        await File.WriteAllTextAsync(Path.Combine(fresh.Folder, "tests", "AdderTests.cs"), $$"""
            using Xunit;

            namespace Camp.Golden.Tests;

            public sealed class AdderTests
            {
                [Fact]
                public void Needs_a_tool() => Assert.Skip("no tool here");

                {{(another ? "[Fact] public void Adds() => Assert.Equal(3, Adder.Add(1, 2));" : "")}}
            }
            """, TestContext.Current.CancellationToken);

        var verdict = (await fresh.Check("right"))[0];

        Assert.Equal(outcome, verdict.Outcome.Name());
        Assert.Contains(verdict.Tests, test => test is { Name: "Needs_a_tool", Outcome: Outcome.Skipped, Message: "no tool here" });
    }

    [Fact]
    public async Task A_compiler_error_shows_the_line_and_a_caret()
    {
        var verdict = (await lesson.Check("does-not-compile"))[0];

        Assert.StartsWith("Adder.cs:5:48: CS0103: ", verdict.Message, StringComparison.Ordinal);
        Assert.Contains("public static int Add(int a, int b) => a + c;\n" + new string(' ', 47) + "^", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_signature_is_told_as_such()
    {
        var verdict = (await lesson.Check("other-signature"))[0];

        Assert.Contains("keep the names and types of Adder.cs", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stub_is_not_implemented_and_a_theory_counts_each_row()
    {
        using var fresh = new GoldenLesson();
        using var check = new LessonCheck(fresh.Lesson, Checker.Lessons.Pristine.OfThisTool);

        var verdict = (await check.Check(fresh.Lesson.Exercises, cancellation: TestContext.Current.CancellationToken))[0];

        Assert.Equal(Outcome.NotImplemented, verdict.Outcome);
        Assert.Equal(["Adding_zero_changes_nothing(number: 0)", "Adding_zero_changes_nothing(number: 1)", "Adds_two_numbers"], verdict.Tests.Select(t => t.Name).Order());
    }
}

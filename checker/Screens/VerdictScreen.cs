using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Screens;

/// <summary>Shows verdicts: a line an exercise, and below it what failed and why.</summary>
internal static class VerdictScreen
{
    /// <summary>Failed tests shown in full; the others are counted.</summary>
    private const int MostShown = 3;

    public static void Lesson(Screen screen, Lesson lesson) => screen.Line((FormattableString)$"[bold]{lesson.NumberedId}[/]  {lesson.Title}");

    public static void Show(Screen screen, Verdict verdict)
    {
        var (symbol, colour, words) = Look(verdict.Outcome);
        screen.Row(symbol, colour, verdict.Id, words, Detail(verdict));
        if (verdict.Note.Length > 0)
            screen.Indented(Messages.Say.Note(verdict.Note), 6);
        if (verdict.Outcome is Outcome.Passed or Outcome.NotImplemented)
            return;

        if (verdict.Message.Length > 0)
            screen.Indented(verdict.Message, 6);
        // What was tried and failed tells more than what is not there yet.
        var failed = verdict.Tests.Where(test => test.Outcome is not (Outcome.Passed or Outcome.Skipped)).OrderBy(test => test.Outcome == Outcome.NotImplemented).ToList();
        foreach (var test in failed.Take(MostShown))
            Failed(screen, test);
        if (failed.Count > MostShown)
            screen.Text($"      {Messages.Say.Ellipsis(screen.Plain)} {Messages.Say.MoreTests(failed.Count - MostShown)}");
    }

    public static (string Symbol, string Colour, string Words) Look(Outcome outcome) => outcome switch
    {
        Outcome.Passed => ("✓", "green", Messages.Say.Passed),
        Outcome.NotImplemented => ("○", "grey", Messages.Say.NotImplemented),
        Outcome.CompileError => ("✗", "red", Messages.Say.DoesNotCompile),
        Outcome.Hung => ("✗", "red", Messages.Say.Hangs),
        Outcome.Crashed => ("✗", "red", Messages.Say.Crashes),
        Outcome.Flooded => ("✗", "red", Messages.Say.Floods),
        Outcome.Race => ("✗", "red", Messages.Say.Races),
        Outcome.Deadlock => ("✗", "red", Messages.Say.Deadlocks),
        Outcome.Skipped => ("○", "grey", Messages.Say.Skipped),
        _ => ("✗", "red", Messages.Say.Failed),
    };

    private static void Failed(Screen screen, TestVerdict test)
    {
        var (_, colour, words) = Look(test.Outcome);
        screen.Line($"      [{colour}]{words}:[/] {Spectre.Console.Markup.Escape(test.Sentence)}");
        screen.Indented(test.Message, 8, screen.Plain ? "" : "grey");
        SnapshotScreen.Show(screen, test.Message);
    }

    private static string Skipped(Verdict verdict)
    {
        var skipped = verdict.Tests.Where(test => test.Outcome == Outcome.Skipped).ToList();
        return skipped.Count == 0 ? "" : Messages.Say.TestsSkipped(skipped.Count, skipped[0].Message);
    }

    private static string Detail(Verdict verdict)
    {
        var passed = verdict.Tests.Count(test => test.Outcome == Outcome.Passed);
        return verdict.Outcome switch
        {
            Outcome.Passed => Messages.Say.TestsPassed(passed, verdict.ElapsedMs) + Skipped(verdict),
            Outcome.NotImplemented or Outcome.CompileError => "",
            _ => Messages.Say.TestsPassedOf(passed, verdict.Tests.Count),
        };
    }
}

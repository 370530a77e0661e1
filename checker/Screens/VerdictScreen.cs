using Spectre.Console;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Screens;

/// <summary>Shows verdicts: a line an exercise, and below it what failed and why.</summary>
internal static class VerdictScreen
{
    /// <summary>Failed tests shown in full; the others are counted.</summary>
    private const int MostShown = 3;

    public static void Lesson(Screen screen, Lesson lesson) =>
        screen.Line($"[bold]{lesson.NumberedId}[/]  {Markup.Escape(lesson.Title)}");

    public static void Show(Screen screen, Verdict verdict)
    {
        var (symbol, colour, words) = Look(verdict.Outcome);
        var mark = screen.Plain ? "" : $"[{colour}]{symbol}[/] ";
        screen.Line($"  {mark}{verdict.Id,-24} [{colour}]{words,-16}[/] {Detail(verdict)}".TrimEnd());
        if (verdict.Note.Length > 0)
            screen.Indented($"note: {verdict.Note}", 6);
        if (verdict.Outcome is Outcome.Passed or Outcome.NotImplemented)
            return;

        if (verdict.Message.Length > 0)
            screen.Indented(verdict.Message, 6);
        // What was tried and failed tells more than what is not there yet.
        var failed = verdict.Tests.Where(test => test.Outcome is not (Outcome.Passed or Outcome.Skipped)).OrderBy(test => test.Outcome == Outcome.NotImplemented).ToList();
        foreach (var test in failed.Take(MostShown))
        {
            screen.Line($"      [{colour}]{Look(test.Outcome).Words}:[/] {Markup.Escape(test.Sentence)}");
            screen.Indented(test.Message, 8, screen.Plain ? "" : "grey");
        }

        if (failed.Count > MostShown)
            screen.Line($"      … and {failed.Count - MostShown} more tests that do not pass".Replace("…", screen.Plain ? "..." : "…", StringComparison.Ordinal));
    }

    public static (string Symbol, string Colour, string Words) Look(Outcome outcome) => outcome switch
    {
        Outcome.Passed => ("✓", "green", "passed"),
        Outcome.NotImplemented => ("○", "grey", "not implemented"),
        Outcome.CompileError => ("✗", "red", "does not compile"),
        Outcome.Hung => ("✗", "red", "hangs"),
        Outcome.Crashed => ("✗", "red", "crashes"),
        Outcome.Flooded => ("✗", "red", "floods"),
        Outcome.Race => ("✗", "red", "races"),
        Outcome.Deadlock => ("✗", "red", "deadlocks"),
        _ => ("✗", "red", "failed"),
    };

    private static string Skipped(Verdict verdict)
    {
        var skipped = verdict.Tests.Where(test => test.Outcome == Outcome.Skipped).ToList();
        return skipped.Count == 0 ? "" : Markup.Escape($"; {skipped.Count} skipped: {skipped[0].Message}");
    }

    private static string Detail(Verdict verdict)
    {
        var passed = verdict.Tests.Count(test => test.Outcome == Outcome.Passed);
        return verdict.Outcome switch
        {
            Outcome.Passed => $"{passed} tests, {verdict.ElapsedMs} ms{Skipped(verdict)}",
            Outcome.NotImplemented or Outcome.CompileError => "",
            _ => $"{passed} of {verdict.Tests.Count} tests pass",
        };
    }
}

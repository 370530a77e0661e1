using TrainingCamp.Checker.Advising;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>What follows when the verdicts are on screen, so that none of them waits for it: remarks, and a celebration at the end.</summary>
internal static class Afterwards
{
    /// <summary>Exercises that get remarks; a check of more is not about one's code.</summary>
    private const int MostAdvised = 3;

    public static async Task Of(Session session, IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        if (session.Screen.Json)
            return;
        var tried = verdicts.Where(verdict => verdict.Outcome is not (Outcome.NotImplemented or Outcome.CompileError)).ToList();
        if (tried.Count <= MostAdvised)
            foreach (var verdict in tried)
                await Advise(session, verdict, cancellation);
        if (verdicts.Any(verdict => session.JustPassed.Contains(verdict.Id)))
            Celebrate(session, verdicts[^1].Selected.Lesson);
    }

    // Praise for what passes; for what does not, only what is grave enough to be the reason.
    private static async Task Advise(Session session, Verdict verdict, CancellationToken cancellation)
    {
        var remarks = await session.Advice(verdict.Selected, cancellation);
        AdviceScreen.Show(session.Screen, [.. remarks.Where(remark => verdict.Passed || remark.Tone == Tone.Essential)]);
    }

    private static void Celebrate(Session session, Lesson lesson)
    {
        var (all, own) = (Selection.All(session.Workspace), Selection.All(session.Workspace).Where(selected => selected.Lesson.Id == lesson.Id).ToList());
        var done = session.Next is null ? all : own.TrueForAll(selected => session.Progress.HasPassed(selected.Exercise.Id)) ? own : [];
        if (done.Count == 0)
            return;
        session.Screen.Line();
        Celebration.Of(session.Screen, done, session.Progress);
    }
}

using System.CommandLine;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Watching;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp watch [lesson[/exercise]…]: a verdict after each save.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var names = Arguments.What(Messages.Say.WatchWhat);
        var command = new Command("watch", Messages.Say.WatchCommand) { names };
        command.SetCampAction((session, result, cancellation) => Run(session, result.GetValue(names) ?? [], cancellation));
        return command;
    }

    private static async Task<int> Run(Session session, string[] names, CancellationToken cancellation)
    {
        session.Stays = true;
        var watched = names.Length == 0
            ? Selection.All(session.Workspace)
            : [.. names.SelectMany(name => Selection.Of(session.Workspace, name)).Distinct()];
        using var files = new WatchedFiles(watched);
        session.Screen.Text(Messages.Say.Watching(watched.Count));
        try
        {
            await Follow(session, First(session, watched), files.Changes(cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how a watch ends.
        }

        return ExitCodes.Passed;
    }

    // Who saves again while a check runs wants to know about the newer text: that check is given up.
    private static async Task Follow(
        Session session, IReadOnlyList<Selected> due, IAsyncEnumerable<IReadOnlyList<Selected>> changes, CancellationToken cancellation)
    {
        await using var saves = changes.GetAsyncEnumerator(cancellation);
        while (true)
        {
            var save = saves.MoveNextAsync().AsTask();
            using var newer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var check = Show(session, due, newer.Token);
            if (await Task.WhenAny(check, save) == save)
                await newer.CancelAsync();
            var left = await check;
            await save;
            due = [.. saves.Current.Union(left)];
        }
    }

    // JSON readers want the state of everything; a person wants the exercise they are at.
    private static IReadOnlyList<Selected> First(Session session, IReadOnlyList<Selected> watched)
    {
        if (session.Screen.Json)
            return watched;
        return [watched.FirstOrDefault(selected => !session.Progress.HasPassed(selected.Exercise.Id)) ?? watched[0]];
    }

    /// <returns>The exercises that a newer save has left without a verdict.</returns>
    private static async Task<IReadOnlyList<Selected>> Show(Session session, IReadOnlyList<Selected> exercises, CancellationToken cancellation)
    {
        var left = exercises.ToList();
        try
        {
            var verdicts = new List<Verdicts.Verdict>();
            await foreach (var verdict in session.Check(exercises, cancellation: cancellation))
            {
                verdicts.Add(verdict);
                left.Remove(verdict.Selected);
                Show(session, verdict);
            }

            session.Prepare(exercises[^1].Lesson);
            await Afterwards.Of(session, verdicts, cancellation);
            session.CompileAhead(exercises[^1].Lesson, cancellation);
            // Nothing to do until the next save: the machine gets back what compiling has left.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return left;
        }
        catch (CampException error)
        {
            // A project broken in mid-edit is not the end of the watch.
            Errors.Show(session.Screen, error.Message, error.ExitCode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nor is a disk without room.
            Errors.Show(session.Screen, CommandActions.Advice(error), ExitCodes.Broken);
        }

        return [];
    }

    private static void Show(Session session, Verdicts.Verdict verdict)
    {
        session.Screen.Document(verdict.ToJson());
        session.Screen.Line();
        VerdictScreen.Show(session.Screen, verdict);
        if (verdict.Passed && session.Next is { } next)
            session.Screen.Text(Messages.Say.GoOn(next.Exercise.Id, next.Exercise.File));
    }
}

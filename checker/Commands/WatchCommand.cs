using System.CommandLine;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Watching;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp watch [lesson[/exercise]…]: a verdict after each save.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("what") { Description = "Lessons or exercises to watch. Without any: all.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("watch", "Check whenever you save. Ctrl+C ends it.") { names };
        command.SetCampAction((session, result, cancellation) => Run(session, result.GetValue(names) ?? [], cancellation));
        return command;
    }

    private static async Task<int> Run(Session session, string[] names, CancellationToken cancellation)
    {
        var watched = names.Length == 0
            ? Selection.All(session.Workspace)
            : [.. names.SelectMany(name => Selection.Of(session.Workspace, name)).Distinct()];
        var files = new WatchedFiles(watched);
        session.Screen.Line($"Watching {watched.Count} exercises. Save a file to check it; Ctrl+C ends.");
        try
        {
            await Show(session, First(session, watched), cancellation);
            await foreach (var changed in files.Changes(cancellation))
                await Show(session, changed, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how a watch ends.
        }

        return ExitCodes.Passed;
    }

    // JSON readers want the state of everything; a person wants the exercise they are at.
    private static IReadOnlyList<Selected> First(Session session, IReadOnlyList<Selected> watched)
    {
        if (session.Screen.Json)
            return watched;
        return [watched.FirstOrDefault(selected => !session.Progress.HasPassed(selected.Exercise.Id)) ?? watched[0]];
    }

    private static async Task Show(Session session, IReadOnlyList<Selected> exercises, CancellationToken cancellation)
    {
        try
        {
            await foreach (var verdict in session.Check(exercises, cancellation))
            {
                session.Screen.Document(verdict.ToJson());
                session.Screen.Line();
                VerdictScreen.Show(session.Screen, verdict);
                if (verdict.Passed && session.Next is { } next)
                    session.Screen.Line($"    Go on when you like: {next.Exercise.Id} in {next.Exercise.File}");
            }
        }
        catch (CampException error)
        {
            // A project broken in mid-edit is not the end of the watch.
            Errors.Show(session.Screen, error.Message, error.ExitCode);
        }
    }
}

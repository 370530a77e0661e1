using System.CommandLine;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Updating;

namespace TrainingCamp.Checker.Commands;

/// <summary>The frame around every command: options that all of them have, the session, and errors that users can put right.</summary>
internal static class CommandActions
{
    public static Option<bool> Json { get; } = new("--json") { Description = Messages.Say.JsonOption, Recursive = true };

    public static Option<bool> Plain { get; } = new("--plain") { Description = Messages.Say.PlainOption, Recursive = true };

    /// <summary>A command that works in a workspace.</summary>
    public static void SetCampAction(this Command command, Func<Session, ParseResult, CancellationToken, Task<int>> run) =>
        command.SetScreenAction(async (screen, result, cancellation) =>
        {
            var workspace = Workspace.Open(Directory.GetCurrentDirectory());
            using var session = new Session(workspace, screen, Pristine.OfThisTool, TimeProvider.System);
            Screen.Warn(session.Progress.Warning);
            Environment.SetEnvironmentVariable(SnapshotScreen.FolderVariable, Path.Combine(workspace.StateFolder, "received"));
            Remember(session);
            return await run(session, result, cancellation);
        });

    // What an update will need. Where it cannot be written, the command itself may do all the same.
    private static void Remember(Session session)
    {
        try
        {
            Origin.Remember(session.Workspace, session.Pristine, Session.CampVersion);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>A command that works anywhere.</summary>
    public static void SetScreenAction(this Command command, Func<Screen, ParseResult, CancellationToken, Task<int>> run) =>
        command.SetAction(async (result, cancellation) =>
        {
            var screen = new Screen(result.GetValue(Json), result.GetValue(Plain), Console.Out);
            try
            {
                return await run(screen, result, cancellation);
            }
            catch (CampException error)
            {
                return Errors.Show(screen, error.Message, error.ExitCode);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Failed;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return Errors.Show(screen, Advice(error), ExitCodes.Broken);
            }
        });

    /// <summary>What to say of a file that could not be read or written.</summary>
    public static string Advice(Exception error) => Messages.Say.FileTrouble(error.Message);
}

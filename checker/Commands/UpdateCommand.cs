using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Updating;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp update [lesson…] [--dry-run]: the lessons as this version of camp has them, without losing a line.</summary>
internal static class UpdateCommand
{
    public static Command Create()
    {
        var names = Arguments.Lessons();
        var dry = new Option<bool>("--dry-run") { Description = Messages.Say.UpdateDryRunOption };
        var command = new Command("update", Messages.Say.UpdateCommand) { names, dry };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, session.Lessons(result.GetValue(names)), result.GetValue(dry))));
        return command;
    }

    private static int Run(Session session, IReadOnlyList<Lesson> lessons, bool dry)
    {
        var documents = new JsonArray();
        var conflicts = 0;
        foreach (var lesson in lessons)
        {
            VerdictScreen.Lesson(session.Screen, lesson);
            var updates = Update(session, lesson, dry);
            if (updates is null)
                session.Screen.Text(Messages.Say.LessonNotCarried);
            else
                Show(session.Screen, updates);
            conflicts += updates?.Count(update => update.Change == Change.Conflict) ?? 0;
            documents.Add(ToJson(lesson, updates));
        }

        session.Screen.Document(new JsonObject { ["dryRun"] = dry, ["lessons"] = documents });
        session.Screen.Line();
        session.Screen.Text(dry ? Messages.Say.DryRun : conflicts > 0 ? Messages.Say.SolveConflicts : Messages.Say.UpdateDone);
        return conflicts > 0 ? ExitCodes.Failed : ExitCodes.Passed;
    }

    private static IReadOnlyList<FileUpdate>? Update(Session session, Lesson lesson, bool dry)
    {
        if (session.Pristine.Files(lesson.Id) is not { } files)
            return null;
        var state = session.Workspace.StateFolder;
        var origin = Origin.Of(state, lesson.Id);
        if (origin?.IsNewerThan(Session.CampVersion) == true)
            throw CampException.Broken(Messages.Say.LessonIsNewer(lesson.NumberedId, origin.Camp, Session.CampVersion.ToString(3)));

        var update = new LessonUpdate(lesson, origin?.Files, files);
        var plan = update.Plan();
        if (dry)
            return plan;
        var made = update.Apply(plan, new Backups(state, session.Time));
        Origin.Save(state, lesson.Id, Session.CampVersion, files);
        return made;
    }

    private static void Show(Screen screen, IReadOnlyList<FileUpdate> updates)
    {
        foreach (var update in updates.Where(update => update.Change is not (Change.Current or Change.Kept)))
        {
            var (symbol, colour, word) = Look(update.Change);
            var name = update.From is null ? update.File : Messages.Say.Renamed(update.From, update.File);
            screen.Row(symbol, colour, name, word, update.Beside is { } beside ? Messages.Say.NewBeside(beside) : update.Copy is { } copy ? Messages.Say.YoursIsKept(copy) : "");
        }

        screen.Text("  " + Messages.Say.FilesLeft(updates.Count(update => update.Change == Change.Current), updates.Count(update => update.Change == Change.Kept)));
    }

    private static (string Symbol, string Colour, string Word) Look(Change change) => change switch
    {
        Change.Added => ("+", "green", Messages.Say.AddedWord),
        Change.Updated => ("↑", "green", Messages.Say.UpdatedWord),
        Change.Merged => ("↑", "green", Messages.Say.MergedWord),
        Change.Removed => ("-", "yellow", Messages.Say.RemovedWord),
        _ => ("✗", "red", Messages.Say.ConflictWord),
    };

    private static JsonObject ToJson(Lesson lesson, IReadOnlyList<FileUpdate>? updates) => new()
    {
        ["id"] = lesson.Id,
        ["known"] = updates is not null,
        ["files"] = new JsonArray([.. (updates ?? []).Select(update => new JsonObject
        {
            ["file"] = update.File,
            ["change"] = update.Change.ToString().ToLowerInvariant(),
            ["from"] = update.From,
            ["copy"] = update.Copy,
            ["beside"] = update.Beside,
        })]),
    };
}

using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp goto lesson: a save-point for those who join late; what comes before is filled in, and marked as given.</summary>
internal static class GotoCommand
{
    private sealed record Filled(string Id, string? Copy);

    public static Command Create()
    {
        var name = new Argument<string>("lesson") { Description = Messages.Say.GotoLesson, HelpName = "lesson" };
        name.CompletionSources.Add(_ => Pristine.OfThisTool.Lessons.Select(lesson => new System.CommandLine.Completions.CompletionItem(lesson.Id)));
        var command = new Command("goto", Messages.Say.GotoCommand) { name };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, Target(session, result.GetRequiredValue(name)))));
        return command;
    }

    // The lesson itself need not be in the workspace yet.
    private static Lesson Target(Session session, string name)
    {
        var known = session.Workspace.Lessons.Concat(session.Pristine.Lessons).DistinctBy(lesson => lesson.Id).OrderBy(lesson => lesson.Number).ToList();
        return known.Find(lesson => Selection.Names(lesson, name.Trim()))
            ?? throw CampException.Usage(Messages.Say.NothingCalled(name, known.Select(lesson => lesson.NumberedId)));
    }

    private static int Run(Session session, Lesson target)
    {
        var earlier = Selection.All(session.Workspace)
            .Where(selected => selected.Lesson.Number < target.Number && !session.Progress.HasPassed(selected.Exercise.Id)).ToList();
        var backups = new Backups(session.Workspace.StateFolder, session.Time);
        var filled = earlier.Select(selected => Fill(session, selected, backups)).OfType<Filled>().ToList();
        session.Progress.RecordGiven(filled.Select(exercise => exercise.Id));
        var isHere = session.Workspace.Lessons.Any(lesson => lesson.Id == target.Id);

        session.Screen.Document(new JsonObject
        {
            ["lesson"] = target.Id,
            ["here"] = isHere,
            ["filled"] = new JsonArray([.. filled.Select(exercise => new JsonObject { ["id"] = exercise.Id, ["copy"] = exercise.Copy })]),
        });
        foreach (var exercise in filled)
            session.Screen.Row("✓", "grey", exercise.Id, Messages.Say.GivenWord, exercise.Copy is null ? "" : Messages.Say.YoursIsKept(exercise.Copy));
        session.Screen.Text(Messages.Say.GotoDone(filled.Count, target.NumberedId));
        session.Screen.Text(isHere ? Messages.Say.GotoNext(target.Exercises[0].Id) : Messages.Say.GotoScaffold(target.Id, target.NumberedId));
        return ExitCodes.Passed;
    }

    private static Filled? Fill(Session session, Selected selected, Backups backups)
    {
        if (session.Pristine.Reference(selected) is not { } reference)
        {
            Screens.Screen.Warn(Messages.Say.NoReference(selected.Exercise.Id));
            return null;
        }

        var path = selected.Lesson.PathOf(selected.Exercise);
        // A stub that nobody has touched can be had again: camp reset.
        var isWorth = File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings() != session.Pristine.Stub(selected)?.ReplaceLineEndings();
        var copy = isWorth ? backups.Keep(selected.Lesson.Id, selected.Exercise.File, path) : null;
        AtomicFile.Write(path, reference);
        return new Filled(selected.Exercise.Id, copy);
    }
}

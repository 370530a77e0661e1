using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp list: the lessons and exercises, with what has been passed.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", Messages.Say.ListCommand);
        command.SetCampAction((session, _, _) => Run(session));
        return command;
    }

    private static Task<int> Run(Session session)
    {
        session.Screen.Document(new JsonObject { ["lessons"] = new JsonArray([.. session.Workspace.Lessons.Select(lesson => ToJson(session, lesson))]) });
        foreach (var lesson in session.Workspace.Lessons)
        {
            VerdictScreen.Lesson(session.Screen, lesson);
            foreach (var exercise in lesson.Exercises)
                Row(session, exercise);
        }

        return Task.FromResult(ExitCodes.Passed);
    }

    private static void Row(Session session, Exercise exercise)
    {
        var passed = session.Progress.HasPassed(exercise.Id);
        var isNext = session.Next?.Exercise == exercise;
        var (symbol, colour, word) = passed ? ("✓", "green", Messages.Say.Passed) : session.Progress.IsGiven(exercise.Id) ? ("✓", "grey", Messages.Say.GivenWord) : isNext ? ("→", "yellow", Messages.Say.NextWord) : ("○", "grey", Messages.Say.OpenWord);
        session.Screen.Row(symbol, colour, exercise.Id, word, exercise.File);
    }

    private static JsonObject ToJson(Session session, Lesson lesson) => new()
    {
        ["id"] = lesson.Id,
        ["number"] = lesson.Number,
        ["title"] = lesson.Title,
        ["folder"] = lesson.Folder,
        ["exercises"] = new JsonArray([.. lesson.Exercises.Select(exercise => new JsonObject
        {
            ["id"] = exercise.Id,
            ["file"] = exercise.File,
            ["passed"] = session.Progress.HasPassed(exercise.Id),
            ["given"] = session.Progress.IsGiven(exercise.Id),
            ["hintsSeen"] = session.Progress.HintsSeen(exercise.Id),
        })]),
    };
}

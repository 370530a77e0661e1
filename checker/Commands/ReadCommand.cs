using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp read [lesson]: the lesson's text in the terminal.</summary>
internal static class ReadCommand
{
    private const string FileName = "README.md";

    public static Command Create()
    {
        var name = Arguments.LessonOrNext();
        var command = new Command("read", Messages.Say.ReadCommand) { name };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, result.GetValue(name))));
        return command;
    }

    private static int Run(Session session, string? name)
    {
        var lesson = name is null ? session.Workspace.LessonHere ?? session.OneOrNext(null).Lesson : Selection.Of(session.Workspace, name)[0].Lesson;
        var path = Path.Combine(lesson.Folder, FileName);
        var text = File.Exists(path) ? File.ReadAllText(path)
            : session.Pristine.Files(lesson.Id)?.GetValueOrDefault(FileName)
            ?? throw CampException.Broken(Messages.Say.NoText(lesson.NumberedId, path));
        session.Screen.Document(new JsonObject { ["lesson"] = lesson.Id, ["text"] = text });
        MarkdownScreen.Show(session.Screen, text);
        return ExitCodes.Passed;
    }
}

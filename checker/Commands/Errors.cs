using System.Text.Json.Nodes;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>Says what went wrong: text to standard error, and a document for those who asked for JSON.</summary>
internal static class Errors
{
    public static int Show(Screen screen, string message, int exitCode)
    {
        Console.Error.WriteLine(Messages.Say.Error(message));
        screen.Document(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["exitCode"] = exitCode } });
        return exitCode;
    }
}

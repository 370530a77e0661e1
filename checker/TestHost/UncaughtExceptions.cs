using System.Text.Json;

namespace TrainingCamp.TestHost;

/// <summary>
/// Tells camp of an exception that leaves a thread, in the form that xunit's JSON reporter gives to errors. Asked before
/// xunit's own handlers, of which the one left by warming up would end the process without a word.
/// </summary>
internal static class UncaughtExceptions
{
    public static void Report() => AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
    {
        if (thrown.ExceptionObject is not Exception error)
            return;
        // A line by itself, past whatever the trainee's code has done to Console.
        using var output = new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine("\n{\"$type\":\"error\"" + Field("ExceptionTypes", error.GetType().FullName) + Field("Messages", error.Message)
            + Field("StackTraces", error.StackTrace) + "}");
    };

    private static string Field(string name, string? value) => $",\"{name}\":[\"{JsonEncodedText.Encode(value ?? "")}\"]";
}

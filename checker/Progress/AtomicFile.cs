namespace TrainingCamp.Checker.Progress;

/// <summary>Writes a file whole or not at all, also when the process dies on the way.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, text.EndsWith('\n') ? text : text + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The path itself, or with -2, -3, … so that nothing there is overwritten.</summary>
    public static string Unused(string path)
    {
        var candidate = path;
        for (var number = 2; File.Exists(candidate); number++)
            candidate = $"{path}-{number}";
        return candidate;
    }
}

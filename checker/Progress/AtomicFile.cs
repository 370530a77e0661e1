using System.Text;

namespace TrainingCamp.Checker.Progress;

/// <summary>Writes a file whole or not at all, also when the process dies or the power fails on the way.</summary>
internal static class AtomicFile
{
    /// <summary>Writes the text as it is, in UTF-8.</summary>
    public static void Write(string path, string text, bool mark = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create))
            {
                stream.Write(mark ? Encoding.UTF8.GetPreamble() : []);
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            throw;
        }
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

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// A copy of a lesson's dependencies, in which one check alone writes and runs the assembly: where a watch and a check are at work
/// side by side, or two watches, each has its own.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const int Most = 100;
    private readonly string _path;
    private readonly FileLock _lock;

    private RunFolder(string path, FileLock @lock) => (_path, _lock) = (path, @lock);

    /// <summary>Takes the first of obj/camp/run-1, run-2, … that is free.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static RunFolder Take(string lessonFolder)
    {
        for (var number = 1; number <= Most; number++)
        {
            var path = Path.Combine(lessonFolder, "obj", "camp", $"run-{number}");
            Directory.CreateDirectory(path);
            if (FileLock.Try(Path.Combine(path, "lock")) is { } taken)
                return new RunFolder(path, taken);
        }

        throw CampException.Broken($"{Most} checks of \"{lessonFolder}\" are at work already. End some of them.");
    }

    /// <summary>Copies the dependencies, unless they lie here from an earlier check.</summary>
    /// <returns>The call with its output in this folder.</returns>
    public CompilerCall LayOut(CompilerCall call)
    {
        var marker = Path.Combine(_path, "key");
        var here = call with { Output = Path.Combine(_path, Path.GetFileName(call.Output)) };
        if (File.Exists(marker) && File.ReadAllText(marker) == call.Key && here.StillThere())
            return here;

        Directory.CreateDirectory(_path);
        File.Delete(marker);
        var from = Path.GetDirectoryName(call.Output)!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_path, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        // As a rule xunit tells of its tests from another thread, and later: a test that ends the process would be told of as the one before it.
        File.WriteAllText(Path.Combine(_path, "xunit.runner.json"), """{ "synchronousReporting": true }""");
        File.WriteAllText(marker, call.Key);
        return here;
    }

    public void Dispose() => _lock.Dispose();
}

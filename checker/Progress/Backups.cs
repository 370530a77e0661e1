using System.Globalization;

namespace TrainingCamp.Checker.Progress;

/// <summary>Copies of a learner's files under .camp/backups, made before camp writes over one. They are never removed.</summary>
internal sealed class Backups(string stateFolder, TimeProvider time)
{
    private readonly string _stamp = time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    /// <param name="file">The file as the learner knows it, relative to the lesson's folder.</param>
    /// <returns>The full path of the copy.</returns>
    public string Keep(string lesson, string file, string path)
    {
        var folder = Path.Combine(stateFolder, "backups", lesson);
        Directory.CreateDirectory(folder);
        var copy = AtomicFile.Unused(Path.Combine(folder, $"{_stamp}-{file.Replace('/', '-')}"));
        File.Copy(path, copy);
        return copy;
    }
}

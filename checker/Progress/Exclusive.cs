namespace TrainingCamp.Checker.Progress;

/// <summary>Holds a file that only one process can hold; the system lets go of it when the process ends, however it ends.</summary>
internal static class Exclusive
{
    private const int MostTries = 100;

    /// <summary>Waits about a second for another process; then whoever holds it is stuck, and the caller goes on without.</summary>
    public static FileStream? Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var tried = 0; tried < MostTries; tried++)
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tried < MostTries - 1 && !Directory.Exists(path))
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(10));
            }
            catch (IOException)
            {
                break;
            }

        return null;
    }
}

namespace TrainingCamp.Checker.Compiling;

/// <summary>A file that one process at a time holds. It is free again when its holder ends, however it ends.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <returns>Null when somebody else holds it.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FileLock? Try(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public static async Task<FileLock> Wait(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (Try(path) is { } taken)
                return taken;
            await Task.Delay(Pause, cancellation);
        }
    }

    public void Dispose() => _file.Dispose();
}

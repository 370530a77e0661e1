namespace TrainingCamp.Checker.Watching;

/// <summary>Tells that something may have changed in folders; where the system tells nothing, time passes.</summary>
internal sealed class FolderEvents : IDisposable
{
    private readonly SemaphoreSlim _something = new(0);
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <param name="folders">Watched without what is below them.</param>
    public FolderEvents(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
            Watch(folder);
    }

    /// <summary>Ends at the next event, or after <paramref name="pause"/>.</summary>
    public async Task Next(TimeSpan pause, CancellationToken cancellation)
    {
        await _something.WaitAsync(pause, cancellation);
        // One look serves for all that have come together.
        while (_something.Wait(0, cancellation))
        {
        }
    }

    public void Dispose()
    {
        _watchers.ForEach(watcher => watcher.Dispose());
        _something.Dispose();
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, _) => _something.Release();
            watcher.Created += (_, _) => _something.Release();
            watcher.Deleted += (_, _) => _something.Release();
            watcher.Renamed += (_, _) => _something.Release();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            // The system has no more watchers to give, or the folder has gone: looking now and then is enough.
        }
    }
}

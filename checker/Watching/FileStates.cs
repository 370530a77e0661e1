namespace TrainingCamp.Checker.Watching;

/// <summary>The times and sizes of files at one moment.</summary>
internal sealed class FileStates : IEquatable<FileStates>
{
    private readonly Dictionary<string, (DateTime Written, long Length)> _files = [];

    /// <summary>Files that have gone in the meantime are left out.</summary>
    public static FileStates Of(IEnumerable<string> paths)
    {
        var states = new FileStates();
        foreach (var path in paths)
            if (new FileInfo(path) is { Exists: true } file)
                states._files[path] = (file.LastWriteTimeUtc, file.Length);
        return states;
    }

    public IEnumerable<string> Empty => _files.Where(file => file.Value.Length == 0).Select(file => file.Key);

    /// <summary>The files that were written, added or removed in between.</summary>
    public HashSet<string> ChangedTo(FileStates later) =>
        [.. _files.Keys.Union(later._files.Keys).Where(path => !_files.TryGetValue(path, out var before) || !later._files.TryGetValue(path, out var after) || before != after)];

    public bool Equals(FileStates? other) => other is not null && other._files.Count == _files.Count && ChangedTo(other).Count == 0;

    public override bool Equals(object? obj) => Equals(obj as FileStates);

    public override int GetHashCode() => _files.Count;
}

using System.Security.Cryptography;
using System.Text;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// A lesson's tests as they were compiled, in memory and on disk: a check finds there what the one before it has compiled. A file is named
/// after all that went into it, and counts only while it is whole.
/// </summary>
/// <param name="folder">Made when it is needed. What cannot be written or read there costs time, and nothing else.</param>
internal sealed class KeptTests(string folder)
{
    // One for each exercise of a lesson, and some more for answers that have looked otherwise.
    private const int Most = 32;

    private readonly Dictionary<string, LessonHalf> _known = [];

    /// <param name="key">A name for a file.</param>
    /// <returns>Null when they are not kept.</returns>
    public LessonHalf? Find(string key)
    {
        if (_known.TryGetValue(key, out var tests))
            return tests;
        if (Read(PathOf(key)) is { } read)
            Remember(key, read);
        return _known.GetValueOrDefault(key);
    }

    /// <summary>Keeps them, and lets go of the oldest when there are too many.</summary>
    public void Keep(string key, LessonHalf tests)
    {
        Remember(key, tests);
        try
        {
            Directory.CreateDirectory(folder);
            var fresh = $"{PathOf(key)}.{Environment.ProcessId}.new";
            File.WriteAllBytes(fresh, Bytes(tests));
            File.Move(fresh, PathOf(key), overwrite: true);
            foreach (var old in new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Most))
                old.Delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next check compiles them again.
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".tests");

    private void Remember(string key, LessonHalf tests)
    {
        if (_known.Count == Most)
            _known.Clear();
        _known[key] = tests;
    }

    private static byte[] Bytes(LessonHalf tests)
    {
        var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8);
        Write(tests.Image.Assembly);
        Write(tests.Image.Symbols);
        writer.Write(tests.Types.Count);
        foreach (var type in tests.Types)
            writer.Write(type);
        var bytes = content.ToArray();
        return [.. bytes, .. SHA256.HashData(bytes)];

        void Write(byte[] bytes)
        {
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    private static LessonHalf? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var bytes = File.ReadAllBytes(path);
            var length = bytes.Length - SHA256.HashSizeInBytes;
            if (length <= 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
                return null;
            using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var image = new Image(reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()), []);
            return new LessonHalf(image, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

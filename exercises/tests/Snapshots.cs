using System.Reflection;
using Snapshooter;
using Snapshooter.Core;
using Snapshooter.Core.Serialization;
using Xunit;

namespace Camp.Testing;

/// <summary>
/// Holds a text against the accepted one, snapshots/NAME.verified.txt; what differs is left beside it as NAME.received.txt.
/// The only file that knows the snapshot library. This one is for Snapshooter, Snapshots.Verify.cs for Verify.
/// </summary>
public static class Snapshots
{
    private static readonly string Folder = typeof(Snapshots).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "SnapshotFolder").Value!;

    /// <summary>Fails when <paramref name="actual"/> differs from the accepted text, or when there is none.</summary>
    public static Task Match(string name, string actual)
    {
        // What is equal needs no library: loading it would take longer than most tests.
        var accepted = Path.Combine(Folder, $"{name}.verified.txt");
        if (File.Exists(accepted) && File.ReadAllText(accepted) == actual)
            return Task.CompletedTask;
        Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
        var json = new SnapshotSerializer(new GlobalSnapshotSettingsResolver());
        var files = new VerifyNamedFiles();
        var compare = new JsonSnapshotComparer(new Differences(name, accepted, actual), json);
        new SnapshotAssert(json, files, new SnapshotEnvironmentCleaner(files), compare, new JsonSnapshotFormatter(json))
            .AssertSnapshot(actual, new SnapshotFullName(name, Folder), new MatchOptions());
        return Task.CompletedTask;
    }

    private sealed class Differences(string name, string file, string text) : IAssert
    {
        // What the library gives is JSON, a whole story on one line.
        public void Assert(string expected, string actual)
        {
            if (expected == actual)
                return;
            var (accepted, received) = (File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n'), text.Split('\n'));
            var line = 0;
            while (line < accepted.Length && line < received.Length && accepted[line] == received[line])
                line++;
            Xunit.Assert.Fail($"The accepted story \"{name}\" goes otherwise, from line {line + 1} on.\nexpected: {At(accepted, line)}\nfound:    {At(received, line)}");
        }

        private static string At(string[] lines, int line) => line < lines.Length && lines[line].Length > 0 ? lines[line] : "(nothing more)";
    }

    private sealed class VerifyNamedFiles : ISnapshotFileHandler
    {
        public string SaveNewSnapshot(SnapshotFullName name, string text) => Save(name, text);
        public string SaveMismatchSnapshot(SnapshotFullName name, string text) => Save(name, text);
        public string ReadSnapshot(SnapshotFullName name) => File.ReadAllText(PathOf(name, "verified"));
        public void DeleteSnapshot(SnapshotFullName name) => File.Delete(PathOf(name, "received"));
        public void DeleteSnapshotSubfolder(SnapshotFullName name, string folder) { }

        public bool TryReadSnapshot(SnapshotFullName name, out string text)
        {
            var found = File.Exists(PathOf(name, "verified"));
            text = found ? ReadSnapshot(name) : null!;
            return found;
        }

        private static string PathOf(SnapshotFullName name, string kind) =>
            Path.Combine(name.FolderPath, $"{name.Filename}.{kind}.txt");

        private static string Save(SnapshotFullName name, string text)
        {
            // The checker shows the difference itself and leaves no files in the lesson.
            if (Environment.GetEnvironmentVariable("CAMP_CHECK") is not null)
                return SaveForChecker(name, text);
            Directory.CreateDirectory(name.FolderPath);
            File.WriteAllText(PathOf(name, "received"), text);
            return PathOf(name, "received");
        }

        private static string SaveForChecker(SnapshotFullName name, string text)
        {
            if (Environment.GetEnvironmentVariable("CAMP_RECEIVED") is not { Length: > 0 } folder)
                return "";
            Directory.CreateDirectory(folder);
            var received = new SnapshotFullName(name.Filename, folder);
            File.WriteAllText(PathOf(received, "received"), text);
            if (File.Exists(PathOf(name, "verified")))
                File.Copy(PathOf(name, "verified"), PathOf(received, "verified"), overwrite: true);
            return PathOf(received, "received");
        }
    }
}

using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Tests.Support;

/// <summary>A workspace with a lesson that the tool carries, 05-sync, in a folder that is named otherwise.</summary>
internal sealed class SyncWorkspace : IDisposable
{
    private readonly TemporaryFolder _workspace = new();

    public SyncWorkspace()
    {
        File.WriteAllText(System.IO.Path.Combine(Path, "camp.json"), "{ \"version\": 1 }");
        foreach (var (file, text) in Pristine.OfThisTool.Files("sync")!)
            Write(file, text);
    }

    public string Path => _workspace.Path;

    public Selected Counter => new(Lesson.Read(Folder), Lesson.Read(Folder).Exercises[0]);

    private string Folder => System.IO.Path.Combine(Path, "my locks");

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Folder, file));

    public void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Folder, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => _workspace.Dispose();
}

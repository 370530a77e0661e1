namespace TrainingCamp.Checker.Tests.Support;

/// <summary>An empty folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("camp ").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

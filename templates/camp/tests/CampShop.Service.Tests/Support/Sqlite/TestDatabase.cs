namespace Camp.Service.Tests.Support;

/// <summary>A SQLite file in a folder of its own.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camp-database-");

    public string[] Settings => [$"--Database:File={Path.Combine(_folder.FullName, "users.db")}"];

    public static Task<TestDatabase> CreateAsync() => Task.FromResult(new TestDatabase());

    public ValueTask DisposeAsync()
    {
        // The last service on it may have disposed it already.
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
        return ValueTask.CompletedTask;
    }
}

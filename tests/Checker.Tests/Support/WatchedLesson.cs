using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace TrainingCamp.Checker.Tests.Support;

/// <summary>A golden lesson under "camp watch --json", for tests that follow one another.</summary>
public sealed class WatchedLesson : IAsyncLifetime
{
    private Process? _watch;

    public GoldenLesson Lesson { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _watch = Camp.Start(Lesson.Folder, "watch", "golden/adder", "--json");
        await Next();
        // The tests come in any order: each begins with the right answer, and leaves it.
        await Save("right");
    }

    /// <summary>Saves an answer and gives its verdict.</summary>
    public Task<JsonNode> Save(string answer)
    {
        Lesson.Answer(answer);
        return Next();
    }

    /// <summary>The next document that the watch prints.</summary>
    public async Task<JsonNode> Next()
    {
        var line = await _watch!.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(2));
        return JsonNode.Parse(line ?? throw new InvalidOperationException("The watch has ended: " + await _watch.StandardError.ReadToEndAsync()))!;
    }

    /// <summary>Reads on until a verdict has this outcome.</summary>
    public async Task Until(string outcome)
    {
        while ((string?)(await Next())["outcome"] != outcome)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _watch!.Kill();
        // A process that is being killed has no command line any more, and may still end what it writes: a file in a folder that is deleted.
        await _watch.WaitForExitAsync();
        await Processes.Gone(Lesson.Folder);
        Lesson.Dispose();
    }
}

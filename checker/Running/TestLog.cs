using System.Text.Json;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Running;

/// <summary>The finished tests and the running one, as the events tell. Tests run one at a time.</summary>
internal sealed class TestLog
{
    private const string NotImplemented = "System.NotImplementedException";
    private const string StillWaiting = "Camp.Testing.StillWaitingException";

    private readonly Dictionary<string, string> _classes = [];
    private readonly Dictionary<string, string> _fullNames = [];
    private readonly List<Entry> _entries = [];

    /// <summary>A finished test, with the class it belongs to.</summary>
    /// <param name="Method">The full name of the method, for the runner's filters.</param>
    public sealed record Entry(string Class, string Method, TestVerdict Verdict, long ElapsedMs);

    /// <summary>The test that runs now: its class, method and display name.</summary>
    public (string Class, string Method, string Name)? Current { get; private set; }

    public bool Finished { get; private set; }

    public IReadOnlyList<Entry> Entries => _entries;

    public void Read(TestEvent read)
    {
        switch (read.Kind)
        {
            case "test-case-starting":
                _classes[read.Text("TestCaseUniqueID")] = read.Text("TestClassSimpleName") is { Length: > 0 } name ? name : read.Text("TestClassName").Split('.')[^1];
                _fullNames[read.Text("TestCaseUniqueID")] = $"{read.Text("TestClassName")}.{read.Text("TestMethodName")}";
                break;
            case "test-starting":
                Lose();
                var id = read.Text("TestCaseUniqueID");
                Current = (_classes.GetValueOrDefault(id, ""), _fullNames.GetValueOrDefault(id, ""), ShortName(id, read.Text("TestDisplayName")));
                break;
            case "test-passed":
                Finish(read, Outcome.Passed, "");
                break;
            case "test-failed":
                Finish(read, OutcomeOf(read.Texts("ExceptionTypes")), string.Join('\n', read.Texts("Messages").Take(1)));
                break;
            case "test-skipped":
                Finish(read, Outcome.Skipped, read.Text("Reason"));
                break;
            case "test-assembly-finished":
                Lose();
                Finished = true;
                break;
        }
    }

    // A result that never came, or that could not be read, is no success.
    private void Lose()
    {
        if (Current is { } lost)
            _entries.Add(new Entry(lost.Class, lost.Method, new TestVerdict(lost.Name, Outcome.Failed, "The test runner told nothing of how this test ended."), 0));
        Current = null;
    }

    private void Finish(TestEvent read, Outcome outcome, string message)
    {
        if (Current is not { } current)
            return;
        var seconds = read.Data.TryGetProperty("ExecutionTime", out var time) && time.ValueKind == JsonValueKind.Number ? time.GetDouble() : 0;
        _entries.Add(new Entry(current.Class, current.Method, new TestVerdict(current.Name, outcome, message.TrimEnd()), (long)(seconds * 1000)));
        Current = null;
    }

    private static Outcome OutcomeOf(IReadOnlyList<string> exceptions) =>
        exceptions.Contains(NotImplemented) ? Outcome.NotImplemented
        : exceptions.Contains(StillWaiting) ? Outcome.Hung
        : Outcome.Failed;

    // "Camp.Sync.Tests.CounterTests.Adds_up(n: 3)" → "Adds_up(n: 3)"
    private string ShortName(string caseId, string displayName)
    {
        var full = _fullNames.GetValueOrDefault(caseId, "");
        var method = full[(full.LastIndexOf('.') + 1)..];
        var start = displayName.IndexOf(method, StringComparison.Ordinal);
        return start < 0 || method.Length == 0 ? displayName : displayName[start..];
    }
}

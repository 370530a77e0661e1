using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class TestLogTests
{
    private readonly TestLog _log = new();

    [Fact]
    public void A_test_whose_end_was_not_told_has_failed()
    {
        Read("""{"$type":"test-case-starting","TestCaseUniqueID":"1","TestClassName":"Camp.AdderTests","TestMethodName":"Adds"}""");
        Read("""{"$type":"test-starting","TestCaseUniqueID":"1","TestDisplayName":"Camp.AdderTests.Adds(a: 1)"}""");
        Read("""{"$type":"test-starting","TestCaseUniqueID":"1","TestDisplayName":"Camp.AdderTests.Adds(a: 2)"}""");
        Read("""{"$type":"test-passed","TestCaseUniqueID":"1"}""");
        Read("""{"$type":"test-starting","TestCaseUniqueID":"1","TestDisplayName":"Camp.AdderTests.Adds(a: 3)"}""");
        Read("""{"$type":"test-assembly-finished"}""");

        Assert.True(_log.Finished);
        Assert.Null(_log.Current);
        Assert.Equal([("Adds(a: 1)", Outcome.Failed), ("Adds(a: 2)", Outcome.Passed), ("Adds(a: 3)", Outcome.Failed)],
            _log.Entries.Select(entry => (entry.Verdict.Name, entry.Verdict.Outcome)));
    }

    private void Read(string line) => _log.Read(TestEvent.Parse(line)!);
}

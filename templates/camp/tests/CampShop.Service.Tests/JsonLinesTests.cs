using System.Text;
using System.Text.Json.Nodes;
using Camp.Service.Observability;
using Camp.Service.Tests.Support;
using Serilog;

namespace Camp.Service.Tests;

public sealed class JsonLinesTests
{
    [Fact]
    public async Task Lines_of_many_threads_are_whole_and_none_is_lost()
    {
        using var stream = new MemoryStream();
        await using (var log = new LoggerConfiguration().WriteTo.Sink(new JsonLines(stream)).CreateLogger())
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            {
                for (var count = 0; count < 2000; count++)
                {
                    log.Information("Line {Number}", thread * 2000 + count);
                }
            }, TestService.Cancelled)));
        }

        var numbers = Lines(stream).Select(line => (int)line["Number"]!).Order();
        Assert.Equal(Enumerable.Range(0, 16000), numbers);
    }

    [Fact]
    public void A_line_says_all_that_the_event_holds()
    {
        using var stream = new MemoryStream();
        using (var log = new LoggerConfiguration().WriteTo.Sink(new JsonLines(stream)).CreateLogger())
        {
            log.Error(
                new InvalidOperationException("broken"), "{Text} {Nothing} {Flag} {Rate} {When} {List} {@Whole}",
                "line\nbreak \"quoted\" 例", null, true, 0.5, new DateOnly(2030, 1, 2), Enumerable.Range(1, 2), new { A = 1 });
        }

        var line = Assert.Single(Lines(stream));
        Assert.Equal("Error", (string)line["@l"]!);
        Assert.Contains("broken", (string)line["@x"]!, StringComparison.Ordinal);
        Assert.Equal("line\nbreak \"quoted\" 例", (string)line["Text"]!);
        Assert.Null(line["Nothing"]);
        Assert.True((bool)line["Flag"]!);
        Assert.Equal(0.5, (double)line["Rate"]!);
        Assert.Equal("2030-01-02", (string)line["When"]!);
        Assert.Equal("[1,2]", line["List"]!.ToJsonString());
        Assert.Equal("{\"A\":1}", line["Whole"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stream_that_stands_still_makes_those_who_log_wait_and_loses_nothing()
    {
        using var stream = new StandingStream();
        var begun = 0;
        await using (var log = new LoggerConfiguration().WriteTo.Sink(new JsonLines(stream)).CreateLogger())
        {
            var text = new string('x', 100_000);
            var threads = Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(() =>
            {
                for (var count = 0; count < 10; count++)
                {
                    // One line at least is being written, eleven have room, and eight are in the hands of those who wait.
                    if (Interlocked.Increment(ref begun) == 19)
                    {
                        stream.Go();
                    }
                    log.Information("Line {Number} {Text}", thread * 10 + count, text);
                }
            }, TestService.Cancelled, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            await Task.WhenAll(threads);
        }

        Assert.Equal(Enumerable.Range(0, 80), Lines(stream).Select(line => (int)line["Number"]!).Order());
        Assert.InRange(stream.Largest, 1, 1_200_000);
    }

    private static IEnumerable<JsonNode> Lines(MemoryStream stream) =>
        Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);

    /// <summary>Its first write ends when it is told to go on.</summary>
    private sealed class StandingStream : MemoryStream
    {
        private readonly ManualResetEventSlim _gate = new();

        public int Largest { get; private set; }

        public void Go() => _gate.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _gate.Wait();
            Largest = Math.Max(Largest, buffer.Length);
            base.Write(buffer);
        }
    }
}

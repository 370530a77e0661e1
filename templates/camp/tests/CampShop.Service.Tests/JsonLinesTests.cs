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

    private static IEnumerable<JsonNode> Lines(MemoryStream stream) =>
        Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
}

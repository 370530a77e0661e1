using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Server.Tests;

public sealed class JsonEchoTests
{
    private const string Section = "JSON in and out";
    private const string Limits = "Bodies from strangers";
    private const string Good = """{"authorName":"Ada","bodyText":"Hi","starCount":5}""";

    [Theory]
    [InlineData("Ada", "Hi", 5)]
    [InlineData("王小明", "\"quoted\" <b>&\n\u0001", -7)]
    [InlineData("", "", int.MaxValue)]
    public async Task A_note_comes_back_in_camel_case(string author, string text, int stars)
    {
        await using var site = await Start();
        var sent = JsonSerializer.Serialize(new { authorName = author, bodyText = text, starCount = stars });
        var reply = await Post(site, sent);
        Expect.Equal(200, reply.Status, "The status", Section);
        Expect.Equal("application/json", MediaType(reply), "The content type", Section);
        Expect.Equal(Sorted(sent), Sorted(reply.Body), "The note that came back", Section);
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_ignored_and_not_sent_back()
    {
        await using var site = await Start();
        var reply = await Post(site, """ { "isAdmin": true, "starCount": 5, "bodyText": "Hi", "deep": [{}], "authorName": "Ada" } """);
        Expect.Equal(200, reply.Status, "The status", Section);
        Expect.Equal(Sorted(Good), Sorted(reply.Body), "The note that came back", Section);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("hello")]
    [InlineData("{\"authorName\":\"Ada\",\"bodyText\":\"Hi\",\"starCount\":5")]
    [InlineData(Good + "x")]
    [InlineData(Good + Good)]
    [InlineData("[" + Good + "]")]
    [InlineData("""{"bodyText":"Hi","starCount":5}""")]
    [InlineData("""{"authorName":"Ada","starCount":5}""")]
    [InlineData("""{"authorName":"Ada","bodyText":"Hi"}""")]
    [InlineData("""{"authorName":null,"bodyText":"Hi","starCount":5}""")]
    [InlineData("""{"authorName":"Ada","bodyText":null,"starCount":5}""")]
    [InlineData("""{"authorName":"Ada","bodyText":"Hi","starCount":null}""")]
    [InlineData("""{"authorName":5,"bodyText":"Hi","starCount":5}""")]
    [InlineData("""{"authorName":"Ada","bodyText":{},"starCount":5}""")]
    [InlineData("""{"authorName":"Ada","bodyText":"Hi","starCount":"many"}""")]
    [InlineData("""{"authorName":"Ada","bodyText":"Hi","starCount":2147483648}""")]
    [InlineData("""{"authorName":"Ada","bodyText":"Hi","starCount":1.5}""")]
    public async Task What_is_not_a_note_gets_400(string body)
    {
        await using var site = await Start();
        IsProblem(400, await Post(site, body), body);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_get_400()
    {
        await using var site = await Start();
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Good)];
        bytes[Good.IndexOf("Ada", StringComparison.Ordinal)] = 0xFF;
        var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };
        IsProblem(400, await site.Send(HttpMethod.Post, "/echo", content), "a byte that is not UTF-8");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task Another_content_type_gets_415(string? type)
    {
        await using var site = await Start();
        IsProblem(415, await Post(site, Good, type), $"the content type '{type}'");
        var tooLong = await Post(site, new string('x', JsonEcho.MaxBytes + 1), type);
        IsProblem(415, tooLong, $"the content type '{type}' and a long body: the type is looked at first");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task Parameters_and_capitals_in_the_content_type_are_fine(string type)
    {
        await using var site = await Start();
        Expect.Equal(200, (await Post(site, Good, type)).Status, $"The status for '{type}'", Section);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 100)]
    public async Task A_body_of_the_very_limit_passes_and_one_byte_more_gets_413(bool chunked, int frame)
    {
        await using var site = await Start();
        var most = Note(JsonEcho.MaxBytes - frame);
        var passed = await Send(site, most, chunked);
        Expect.Equal(200, passed.Status, $"The status for {most.Length} bytes{(chunked ? " in chunks" : "")}", Limits);
        Expect.Equal(Sorted(most), Sorted(passed.Body), "The note that came back", Limits);
        IsProblem(413, await Send(site, Note(JsonEcho.MaxBytes + 1), chunked), "one byte more", Limits);
    }

    [Fact]
    public async Task Bytes_count_not_characters()
    {
        await using var site = await Start();
        var body = $$"""{"authorName":"Ada","bodyText":"{{new string('界', JsonEcho.MaxBytes / 2)}}","starCount":5}""";
        IsProblem(413, await Send(site, body, chunked: true), "half as many characters of three bytes each", Limits);
    }

    [Fact]
    public async Task An_announced_giant_is_refused_before_its_body_is_asked_for()
    {
        await using var site = await Start();
        // The first read of the body would send 100 Continue, and the client its megabyte.
        var reply = await site.SendHead(
            "POST /echo HTTP/1.1", "Content-Type: application/json", "Content-Length: 1000000", "Expect: 100-continue");
        Expect.Equal(413, reply.Status, "The first status line, with the body still unsent", Limits);
    }

    [Fact]
    public async Task A_body_without_an_end_is_refused_at_the_limit()
    {
        await using var site = await Start();
        // One byte too much, and then the client waits for the answer.
        var reply = await site.SendWithoutEnd("/echo", "application/json", new byte[JsonEcho.MaxBytes + 1]);
        IsProblem(413, reply, "a body without an end", Limits);
    }

    [Fact]
    public async Task Notes_that_arrive_at_the_same_time_do_not_mix()
    {
        await using var site = await Start();
        using var gate = new Gate();
        var slow = Encoding.UTF8.GetBytes(Note(4000, 's'));
        var first = site.Send(HttpMethod.Post, "/echo", new Chunks(async stream =>
        {
            await stream.WriteAsync(slow.AsMemory(0, 2000));
            await stream.FlushAsync();
            await gate.Pass();
            await stream.WriteAsync(slow.AsMemory(2000));
        }));
        await site.Until(gate.Arrived, "half of the first note sent", first);
        for (var i = 0; i < 20; i++)
            Expect.Equal(200, (await Post(site, Note(3000 + i, 'q'))).Status, "The status of a quick note beside a slow one", Section);
        gate.Open();
        Expect.Equal(Sorted(Encoding.UTF8.GetString(slow)), Sorted((await first).Body), "The slow note", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start();
        var transcript = "";
        foreach (var (body, type) in new[] { (Good, "application/json"), ("""{"authorName":"Ada"}""", "application/json"), ("{", "application/json"),
            (Good, "text/plain"), (Note(JsonEcho.MaxBytes + 1), "application/json") })
        {
            var reply = await Post(site, body, type);
            var shown = body.Length > 100 ? $"({body.Length} bytes)" : body;
            transcript += $"> POST /echo {type}\n{shown}\n< {reply.Status} {reply.Reason}\n< content-type: {MediaType(reply)}\n<\n{Shown(reply)}\n\n";
        }
        await Snapshots.Match("JsonEcho", transcript.TrimEnd() + "\n");
    }

    private static Task<Site> Start() => Site.Start(JsonEcho.Map);

    private static Task<Reply> Post(Site site, string body, string? type = "application/json")
    {
        var content = new StringContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return site.Send(HttpMethod.Post, "/echo", content);
    }

    private static Task<Reply> Send(Site site, string body, bool chunked) =>
        chunked ? site.Send(HttpMethod.Post, "/echo", new Chunks(stream => stream.WriteAsync(Encoding.UTF8.GetBytes(body)).AsTask())) : Post(site, body);

    // A good note of so many bytes.
    private static string Note(int bytes, char fill = 'x')
    {
        var frame = """{"authorName":"Ada","bodyText":"","starCount":5}""";
        return frame.Replace("\"\"", $"\"{new string(fill, bytes - frame.Length)}\"");
    }

    private static void IsProblem(int status, Reply reply, string what, string section = Section)
    {
        Expect.Equal(status, reply.Status, $"The status for {what}", section);
        Expect.Equal("application/problem+json", MediaType(reply), $"The content type for {what}", section);
        var problem = JsonDocument.Parse(reply.Body).RootElement;
        Expect.True(problem.TryGetProperty("status", out var told) && told.ToString() == $"{status}", $"The document should say status {status}: {reply.Body}", section);
        Expect.True(problem.TryGetProperty("title", out var title) && title.ToString().Length > 0, $"The document has no title: {reply.Body}", section);
        var inside = new[] { "Exception", "System.", "Camp.", "   at " }.Any(reply.Body.Contains);
        Expect.True(!inside, $"The document shows the program's inside: {reply.Body}", section);
    }

    private static string MediaType(Reply reply) => reply.Values("Content-Type").FirstOrDefault("").Split(';')[0].ToLowerInvariant();

    // What the contract fixes: order, spaces and escapes are the serializer's business.
    private static string Sorted(string json) => string.Join(", ", JsonDocument.Parse(json).RootElement.EnumerateObject()
        .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}={member.Value}"));

    private static string Shown(Reply reply) => reply.Status == 200 ? Sorted(reply.Body)
        : "status=" + JsonDocument.Parse(reply.Body).RootElement.GetProperty("status");
}

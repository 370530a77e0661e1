using System.Text;
using Camp.Testing;
using Xunit;

namespace Camp.Routing.Tests;

public sealed class ConditionalTests
{
    private const string Url = "/documents/plan";
    private const string Section = "Read only what has changed";
    private const string Lost = "No lost update";
    private const int Rounds = 300;

    [Fact]
    public async Task A_new_document_gets_201_and_a_strong_tag_which_a_get_repeats()
    {
        await using var site = await Site.Start(Conditional.Map);
        var made = await Put(site, "第一版\n");
        Expect.Equal("201 ''", $"{made.Status} '{made.Body}'", "Status and body of the first PUT", Section);
        var tag = Tag(made);
        var found = await site.Get(Url);
        Expect.Equal(200, found.Status, "The status of GET", Section);
        Expect.Equal("第一版\n", found.Body, "The text", Section);
        Expect.Equal("text/plain;charset=utf-8", string.Join(", ", found.Values("Content-Type")).Replace(" ", "").ToLowerInvariant(), "The content type", Section);
        Expect.Equal(tag, Tag(found), "The tag of GET", Section);
    }

    [Fact]
    public async Task The_tag_changes_with_the_text_and_stays_with_it()
    {
        await using var site = await Site.Start(Conditional.Map);
        var tags = new List<string> { Tag(await Put(site, "one")) };
        foreach (var text in new[] { "two", "owt", "", "two " })
        {
            var reply = await Put(site, text, ("If-Match", tags[^1]));
            Expect.Equal(204, reply.Status, $"The status of PUT '{text}' with the right tag", Lost);
            tags.Add(Tag(reply));
            Expect.Equal(text, (await site.Get(Url)).Body, "The text after PUT", Section);
            Expect.Equal(tags[^1], Tag(await site.Get(Url)), "The tag of GET after PUT", Section);
        }
        Expect.Equal(5, tags.Distinct().Count(), $"Different tags of five texts ({string.Join(' ', tags)})", Section);
        var same = await Put(site, "two ", ("If-Match", tags[^1]));
        Expect.Equal($"204 {tags[^1]}", $"{same.Status} {Tag(same)}", "Status and tag after a PUT of the same text", Section);
    }

    [Theory]
    [InlineData("{tag}", 304)]
    [InlineData("W/{tag}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\", {tag}", 304)]
    [InlineData("\"other\",W/{tag},\"third\"", 304)]
    [InlineData("\"other\"", 200)]
    [InlineData("\"other\", W/\"third\"", 200)]
    [InlineData("{bare}", 200)]
    [InlineData("\"x{bare}\"", 200)]
    public async Task If_none_match_compares_weakly(string header, int status)
    {
        await using var site = await Site.Start(Conditional.Map);
        var tag = Tag(await Put(site, "text"));
        var reply = await site.Get(Url, ("If-None-Match", Filled(header, tag)));
        Expect.Equal(status, reply.Status, $"The status for If-None-Match: {header}", Section);
        Expect.Equal(status == 304 ? "" : "text", reply.Body, "The body", Section);
        Expect.Equal(tag, Tag(reply), "The tag", Section);
    }

    [Fact]
    public async Task Two_lines_of_a_header_are_one_list()
    {
        await using var site = await Site.Start(Conditional.Map);
        var tag = Tag(await Put(site, "text"));
        var reply = await site.SendHead($"GET {Url} HTTP/1.1", "If-None-Match: \"other\"", $"If-None-Match: {tag}");
        Expect.Equal(304, reply.Status, "The status when the second line has the tag", Section);
        var put = await site.SendHead($"PUT {Url} HTTP/1.1", "Content-Length: 0", "If-Match: \"other\"", $"If-Match: {tag}");
        Expect.Equal(204, put.Status, "The status of a PUT when the second line has the tag", Lost);
    }

    [Fact]
    public async Task A_changed_document_is_sent_again()
    {
        await using var site = await Site.Start(Conditional.Map);
        var old = Tag(await Put(site, "one"));
        await Put(site, "two", ("If-Match", old));
        var reply = await site.Get(Url, ("If-None-Match", old));
        Expect.Equal("200 two", $"{reply.Status} {reply.Body}", "Status and text for an old tag", Section);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("\"any\"")]
    public async Task A_document_that_is_not_there_gets_404(string? header)
    {
        await using var site = await Site.Start(Conditional.Map);
        await Put(site, "text");
        var reply = header is null ? await site.Get("/documents/other") : await site.Get("/documents/other", ("If-None-Match", header));
        reply.IsProblem(404, $"If-None-Match: {header}", Section);
    }

    [Theory]
    [InlineData("{tag}", 204)]
    [InlineData("*", 204)]
    [InlineData("\"other\", {tag}", 204)]
    [InlineData("\"other\",{tag},\"third\"", 204)]
    [InlineData("W/{tag}", 412)]
    [InlineData("W/{tag}, \"other\"", 412)]
    [InlineData("\"other\"", 412)]
    [InlineData("\"{bare}x\"", 412)]
    [InlineData("{bare}", 412)]
    [InlineData("nonsense", 412)]
    public async Task If_match_compares_strongly(string header, int status)
    {
        await using var site = await Site.Start(Conditional.Map);
        var tag = Tag(await Put(site, "old"));
        var reply = await Put(site, "new", ("If-Match", Filled(header, tag)));
        Expect.Equal(status, reply.Status, $"The status for If-Match: {header}", Lost);
        if (status == 412)
            reply.IsProblem(412, $"If-Match: {header}", Lost);
        else
            Expect.True(Tag(reply) != tag && reply.Body == "", $"204 should have a new tag and no body: {Tag(reply)} '{reply.Body}'", Lost);
        var found = await site.Get(Url);
        Expect.Equal(status == 412 ? "old" : "new", found.Body, "The text afterwards", Lost);
        Expect.Equal(status == 412, Tag(found) == tag, "Whether the tag is still the old one", Lost);
    }

    [Fact]
    public async Task An_old_tag_gets_412()
    {
        await using var site = await Site.Start(Conditional.Map);
        var old = Tag(await Put(site, "one"));
        await Put(site, "two", ("If-Match", old));
        (await Put(site, "three", ("If-Match", old))).IsProblem(412, "an old tag", Lost);
        Expect.Equal("two", (await site.Get(Url)).Body, "The text afterwards", Lost);
    }

    [Fact]
    public async Task A_put_without_a_condition_does_not_overwrite()
    {
        await using var site = await Site.Start(Conditional.Map);
        await Put(site, "old");
        (await Put(site, "new")).IsProblem(428, "a PUT without If-Match", Lost);
        (await Put(site, "new", ("If-None-Match", "\"other\""))).IsProblem(428, "a PUT without If-Match, but with If-None-Match", Lost);
        Expect.Equal("old", (await site.Get(Url)).Body, "The text afterwards", Lost);
    }

    [Fact]
    public async Task If_none_match_star_creates_and_never_overwrites()
    {
        await using var site = await Site.Start(Conditional.Map);
        Expect.Equal(201, (await Put(site, "old", ("If-None-Match", "*"))).Status, "The status when it is new", Lost);
        (await Put(site, "new", ("If-None-Match", "*"))).IsProblem(412, "If-None-Match: * when it is there", Lost);
        var tag = Tag(await site.Get(Url));
        (await Put(site, "new", ("If-None-Match", "*"), ("If-Match", tag))).IsProblem(412, "If-None-Match: * with the right If-Match", Lost);
        Expect.Equal("old", (await site.Get(Url)).Body, "The text afterwards", Lost);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"any\"")]
    [InlineData("nonsense")]
    public async Task If_match_creates_nothing(string header)
    {
        await using var site = await Site.Start(Conditional.Map);
        (await Put(site, "new", ("If-Match", header))).IsProblem(412, $"If-Match: {header} when nothing is there", Lost);
        Expect.Equal(404, (await site.Get(Url)).Status, "The status of GET afterwards", Lost);
    }

    [Fact]
    public async Task Of_32_slow_puts_with_one_tag_one_wins()
    {
        await using var site = await Site.Start(Conditional.Map);
        var tag = Tag(await Put(site, "old"));
        using var gate = new Gate(32);
        // All heads are in the server, and half of each body: who compared the tag by now has compared too early.
        var calls = Enumerable.Range(0, 32).Select(n => site.Send(HttpMethod.Put, Url, new SlowText($"new {n}", gate), ("If-Match", tag))).ToArray();
        await site.Until(gate.Arrived, "half of each body sent", calls);
        gate.Open();
        var replies = await Patience.Ends(Task.WhenAll(calls));
        Expect.Equal(1, replies.Count(reply => reply.Status == 204), "Answers 204 to 32 PUTs with one tag", Lost);
        Expect.Equal(31, replies.Count(reply => reply.Status == 412), "Answers 412 to 32 PUTs with one tag", Lost);
        var found = await site.Get(Url);
        Expect.Equal($"new {Array.FindIndex(replies, reply => reply.Status == 204)}", found.Body, "The text afterwards: the winner's", Lost);
    }

    [Fact]
    public async Task Racing_writers_lose_no_update()
    {
        await using var server = await InProcess.Start(Conditional.Map);
        var (tags, won) = (new string[Rounds + 1], new int[Rounds]);
        tags[0] = (await server.Send("PUT", Url, "begin", "text/plain")).Headers.ETag.ToString();
        // In each round all have seen the version that the winner of the round before has made.
        await Patience.Ends(Together.Rounds(3, Rounds, (thread, round) =>
        {
            var (status, _, headers) = server.Send("PUT", Url, $"{round} by {thread}", "text/plain", tags[round]).GetAwaiter().GetResult();
            if (status != 204)
                return;
            Interlocked.Increment(ref won[round]);
            tags[round + 1] = headers.ETag.ToString();
        }));
        Expect.Equal(0, won.Count(winners => winners != 1), $"Versions, of {Rounds}, that not exactly one of three PUTs with the same If-Match has overwritten", Lost);
    }

    [Fact]
    public async Task Of_racing_creators_one_wins()
    {
        await using var server = await InProcess.Start(Conditional.Map);
        var won = new int[Rounds];
        await Patience.Ends(Together.Rounds(3, Rounds, (thread, id) =>
        {
            if (server.Send("PUT", $"/documents/{id}", $"by {thread}", "text/plain").GetAwaiter().GetResult().Status == 201)
                Interlocked.Increment(ref won[id]);
        }));
        Expect.Equal(0, won.Count(winners => winners != 1), $"Documents, of {Rounds}, that not exactly one of three PUTs has created", Lost);
    }

    [Fact]
    public async Task Documents_and_applications_stand_alone()
    {
        await using var site = await Site.Start(Conditional.Map);
        await using var other = await Site.Start(Conditional.Map);
        await Put(site, "text");
        Expect.Equal(404, (await site.Get("/documents/Other")).Status, "The status of another document", Section);
        Expect.Equal(404, (await other.Get(Url)).Status, "The status in another application", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Site.Start(Conditional.Map);
        var (transcript, tags) = ("", new List<string>());
        foreach (var (method, text, header, value) in new[] { ("GET", "", "", ""), ("PUT", "one", "", ""), ("GET", "", "", ""), ("GET", "", "If-None-Match", "{A}"), ("PUT", "two", "", ""), ("PUT", "two", "If-Match", "W/{A}"),
            ("PUT", "two", "If-Match", "{A}"), ("PUT", "three", "If-Match", "{A}"), ("GET", "", "If-None-Match", "{A}"), ("PUT", "four", "If-None-Match", "*") })
        {
            var sent = tags.Aggregate(value, (all, tag) => all.Replace($"{{{(char)('A' + tags.IndexOf(tag))}}}", tag));
            var reply = await site.Send(new(method), Url, method == "PUT" ? new StringContent(text) : null, header == "" ? [] : [(header, sent)]);
            if (reply.Values("ETag") is [var made] && !tags.Contains(made))
                tags.Add(made);
            var story = tags.Aggregate(reply.Story(site, "etag"), (all, tag) => all.Replace(tag, $"{{{(char)('A' + tags.IndexOf(tag))}}}"));
            transcript += $"> {method} {Url} {text}".TrimEnd() + "\n" + (header == "" ? "" : $"> {header}: {value}\n") + story + "\n";
        }
        await Snapshots.Match("Conditional", transcript.TrimEnd() + "\n");
    }

    private static Task<Reply> Put(Site site, string text, params (string, string)[] headers) =>
        site.Send(HttpMethod.Put, Url, new StringContent(text), headers);

    private static string Filled(string header, string tag) => header.Replace("{tag}", tag).Replace("{bare}", tag.Trim('"'));

    private static string Tag(Reply reply)
    {
        var lines = reply.Headers.Where(header => header.Name.Equals("ETag", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        Expect.True(lines is [{ Length: > 2 } tag] && tag.StartsWith('"') && tag.EndsWith('"'), $"There should be one strong tag in quotes, not '{string.Join("' '", lines)}' (status {reply.Status}).", Section);
        return lines[0];
    }

    private sealed class SlowText(string text, Gate gate) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            await stream.WriteAsync(bytes.AsMemory(0, 1));
            await stream.FlushAsync();
            await gate.Pass();
            await stream.WriteAsync(bytes.AsMemory(1));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

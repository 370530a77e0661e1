using Camp.Testing;

namespace Camp.Routing.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class ConditionalRaces
{
    private const string Section = "No lost update";
    private const string Url = "/documents/plan";

    public static async Task Two_change_the_text_that_both_have_seen()
    {
        await using var server = InProcess.PipelineOf(Conditional.Map);
        var seen = (await Put(server, "old")).Tag;
        var replies = await Task.WhenAll(Task.Run(() => Put(server, "one", seen)), Task.Run(() => Put(server, "two", seen)));
        Expect.Equal("204, 412", string.Join(", ", replies.Select(reply => reply.Status).Order()), "The answers to two PUTs with one tag", Section);
        var winner = replies[0].Status == 204 ? 0 : 1;
        var (text, tag) = await Get(server);
        Expect.Equal($"{(winner == 0 ? "one" : "two")} {replies[winner].Tag}", $"{text} {tag}", "Text and tag afterwards: the winner's", Section);
    }

    public static async Task Two_create_one_document()
    {
        await using var server = InProcess.PipelineOf(Conditional.Map);
        var replies = await Task.WhenAll(Task.Run(() => Put(server, "one")), Task.Run(() => Put(server, "two")));
        Expect.Equal("201, 428", string.Join(", ", replies.Select(reply => reply.Status).Order()), "The answers to two PUTs of a new document", Section);
        Expect.Equal(replies[0].Status == 201 ? "one" : "two", (await Get(server)).Text, "The text afterwards: the winner's", Section);
    }

    public static async Task One_reads_while_another_changes()
    {
        await using var server = InProcess.PipelineOf(Conditional.Map);
        var old = (await Put(server, "old")).Tag;
        var changing = Task.Run(() => Put(server, "new", old));
        var (text, tag) = await Get(server);
        var made = (await changing).Tag;
        Expect.Equal(text == "old" ? old : made, tag, $"The tag that came with '{text}'", "Read only what has changed");
    }

    private static async Task<(int Status, string Tag)> Put(InProcess server, string text, string? ifMatch = null)
    {
        var (status, _, headers) = await server.Send("PUT", Url, text, "text/plain", ifMatch);
        return (status, headers.ETag.ToString());
    }

    private static async Task<(string Text, string Tag)> Get(InProcess server)
    {
        var (_, text, headers) = await server.Send("GET", Url);
        return (text, headers.ETag.ToString());
    }
}

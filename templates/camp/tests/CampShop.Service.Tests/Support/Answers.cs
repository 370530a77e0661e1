using System.Net;
using System.Text.Json.Nodes;

namespace Camp.Service.Tests.Support;

internal static class Answers
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.TextAsync())!;

    public static Task<string> TextAsync(this HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestService.Cancelled);

    /// <summary>Asserts the status and the form that every error has, and answers the document.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.JsonAsync();
        Assert.Equal((int)expected, (int)problem["status"]!);
        Assert.Matches("^[0-9a-f]{32}$", (string)problem["traceId"]!);
        return problem;
    }
}

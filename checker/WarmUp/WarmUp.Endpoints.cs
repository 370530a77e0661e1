using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

/// <summary>The same for lessons with endpoints: a group of routes, values from the path, the query and JSON, results.</summary>
public sealed class EndpointsWarmUp
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Routes(int id)
    {
        await using var app = WebWarmUp.Build();
        app.UseStatusCodePages();
        var readings = app.MapGroup("/readings");
        readings.MapGet("/", (string? page, int size = 20) =>
            page is null ? Results.ValidationProblem(new Dictionary<string, string[]> { ["page"] = ["A number."] }) : Results.Ok(new Page([new(size, page)])));
        readings.MapGet("/{id:int}", (int id) => Results.NotFound());
        readings.MapPost("/", (Value value) => TypedResults.Created("/readings/1", new Reading(id, value.Text)));
        readings.MapPut("/{id:int}", (int id, Value value) => Results.Problem(statusCode: 409, title: value.Text));
        readings.MapDelete("/{id:int}", (int id) => TypedResults.NoContent());
        using var client = await WebWarmUp.Start(app);

        Assert.Equal(400, await Ask(HttpMethod.Get, ""));
        Assert.Equal(200, await Ask(HttpMethod.Get, "?page=1&size=2"));
        Assert.Equal(404, await Ask(HttpMethod.Get, $"/{id}"));
        Assert.Equal(404, await Ask(HttpMethod.Get, "/none"));
        Assert.Equal(201, await Ask(HttpMethod.Post, "", """{"text":"warm","numbers":[1]}"""));
        Assert.Equal(400, await Ask(HttpMethod.Post, "", "{"));
        Assert.Equal(409, await Ask(HttpMethod.Put, $"/{id}", """{"text":null}"""));
        Assert.Equal(405, await Ask(HttpMethod.Patch, $"/{id}"));
        Assert.Equal(204, await Ask(HttpMethod.Delete, $"/{id}"));

        async Task<int> Ask(HttpMethod method, string path, string? json = null)
        {
            using var request = new HttpRequestMessage(method, "/readings" + path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
            using var response = await client.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    public sealed record Reading(int Id, string? Text);

    public sealed record Value(string? Text, int[]? Numbers);

    public sealed record Page(Reading[] Items);
}

using System.Text.Json;
using Camp.Testing;

namespace Camp.Routing.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class UsersRaces
{
    private const string Section = "Check and write as one step";
    private const string Url = "/api/users";

    public static async Task Two_register_one_email()
    {
        await using var server = InProcess.PipelineOf(Users.Map);
        var statuses = await Task.WhenAll(Task.Run(() => Send(server, "POST", Url, "ada@x")), Task.Run(() => Send(server, "POST", Url, "ADA@x")));
        Expect.Equal("201, 409", string.Join(", ", statuses.Order()), "The answers to two POSTs of one email", Section);
        Expect.Equal(1, await Total(server), "The total", Section);
    }

    public static async Task Two_change_to_one_email()
    {
        await using var server = InProcess.PipelineOf(Users.Map);
        var (ada, bob) = (await Add(server, "ada@x"), await Add(server, "bob@x"));
        var statuses = await Task.WhenAll(Task.Run(() => Send(server, "PUT", ada, "eve@x")), Task.Run(() => Send(server, "PUT", bob, "eve@x")));
        Expect.Equal("200, 409", string.Join(", ", statuses.Order()), "The answers to two PUTs of one email", Section);
    }

    public static async Task One_changes_to_the_email_that_another_registers()
    {
        await using var server = InProcess.PipelineOf(Users.Map);
        var ada = await Add(server, "ada@x");
        var changing = Task.Run(() => Send(server, "PUT", ada, "eve@x"));
        var registered = await Send(server, "POST", Url, "eve@x");
        var changed = await changing;
        Expect.True((changed, registered) is (200, 409) or (409, 201), $"One of a PUT and a POST of one email wins, not {changed} and {registered}.", Section);
    }

    public static async Task One_is_changed_while_it_is_deleted()
    {
        await using var server = InProcess.PipelineOf(Users.Map);
        var ada = await Add(server, "ada@x");
        var changing = Task.Run(() => Send(server, "PUT", ada, "eve@x"));
        Expect.Equal(204, await Send(server, "DELETE", ada), "The answer to DELETE", Section);
        Expect.True(await changing is 200 or 404, "A PUT beside a DELETE is 200 or 404.", Section);
        Expect.Equal(0, await Total(server), "The total", Section);
    }

    public static async Task One_lists_while_another_registers()
    {
        await using var server = InProcess.PipelineOf(Users.Map);
        await Add(server, "ada@x");
        var registering = Task.Run(() => Send(server, "POST", Url, "bob@x"));
        var page = JsonDocument.Parse((await server.Send("GET", Url)).Body).RootElement;
        Expect.Equal(page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength(), "Users on the page, by its total", Section);
        Expect.Equal(201, await registering, "The answer to POST", Section);
    }

    private static async Task<string> Add(InProcess server, string email)
    {
        var (_, body, _) = await server.Send("POST", Url, Json(email));
        return $"{Url}/{JsonDocument.Parse(body).RootElement.GetProperty("id")}";
    }

    private static async Task<int> Send(InProcess server, string method, string path, string email = "") =>
        (await server.Send(method, path, email == "" ? "" : Json(email))).Status;

    private static async Task<int> Total(InProcess server) =>
        JsonDocument.Parse((await server.Send("GET", Url)).Body).RootElement.GetProperty("total").GetInt32();

    private static string Json(string email) => $$"""{"name":"x","email":"{{email}}"}""";
}

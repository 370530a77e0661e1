using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Routing.Tests;

public sealed class ModulesTests
{
    private const string Section = "A resource as a module";
    private const string Locations = "Location from the request";
    private const string Dune = """{"title":"Dune"}""";

    private readonly Shelf _shelf = new();

    [Fact]
    public async Task The_four_routes_answer_under_the_prefix()
    {
        await using var site = await Site.Start(app => app.MapBooks("/books", _shelf));
        var made = await site.Call("POST", "/books", Dune);
        Expect.Equal("201 {\"id\":1,\"title\":\"Dune\"}", $"{made.Status} {made.Body.Replace(" ", "")}", "POST", Section);
        Expect.Equal("200 Dune", await Titles(site, "/books"), "GET of all", Section);
        var found = await site.Call("GET", "/books/1");
        Expect.Equal("200 {\"id\":1,\"title\":\"Dune\"}", $"{found.Status} {found.Body.Replace(" ", "")}", "GET of one", Section);
        Expect.Equal("204 ", await Told(site.Call("DELETE", "/books/1")), "DELETE", Section);
        Expect.Equal(0, _shelf.All.Count, "Books on the shelf after DELETE", Section);
        Expect.Equal(404, (await site.Call("DELETE", "/books/1")).Status, "The status of DELETE /books/1", Section);
        Expect.Equal(404, (await site.Call("GET", "/books/1")).Status, "The status of GET /books/1", Section);
        Expect.Equal(404, (await site.Call("GET", "/books/dune")).Status, "The status of GET /books/dune", Section);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"title":null}""")]
    [InlineData("""{"title":""}""")]
    [InlineData("""{"title":" \t"}""")]
    public async Task A_blank_title_gets_400_and_is_named(string json)
    {
        await using var site = await Site.Start(app => app.MapBooks("/books", _shelf));
        var reply = await site.Call("POST", "/books", json);
        reply.IsProblem(400, json, Section);
        Expect.Equal("title", reply.Faults(), "The members of errors", Section);
        Expect.Equal(0, _shelf.All.Count, "Books on the shelf", Section);
    }

    [Theory]
    [InlineData("/books", "/books", "/books")]
    [InlineData("/books", "/books/", "/books")]
    [InlineData("/api/v1/books", "/api/v1/books", "/api/v1/books")]
    [InlineData("/tenants/{tenant}/books", "/tenants/acme/books", "/tenants/acme/books")]
    [InlineData("/tenants/{tenant}/books", "/tenants/a%20b/books", "/tenants/a%20b/books")]
    [InlineData("/tenants/{tenant}/books", "/tenants/%E4%B8%AD/books/", "/tenants/%E4%B8%AD/books")]
    public async Task Location_is_right_under_the_prefix(string prefix, string path, string below)
    {
        await using var site = await Site.Start(app => app.MapBooks(prefix, _shelf));
        var reply = await site.Call("POST", path, Dune);
        Expect.Equal(201, reply.Status, $"The status of POST {path}", Locations);
        Expect.Equal($"{below}/1", reply.Location(site), "The path in Location", Locations);
        Expect.Equal(200, (await site.Call("GET", reply.Location(site))).Status, "The status of a GET of Location", Locations);
    }

    [Fact]
    public async Task Location_has_the_groups_around_and_the_path_base()
    {
        await using var site = await Site.Start(app =>
        {
            app.UsePathBase("/shop");
            app.UseRouting();
            app.MapGroup("/api").MapGroup("/v2").MapBooks("/books", _shelf);
        });
        var based = await site.Call("POST", "/shop/api/v2/books", Dune);
        Expect.Equal("/shop/api/v2/books/1", based.Location(site), "The path in Location, with a path base", Locations);
        Expect.Equal(200, (await site.Call("GET", based.Location(site))).Status, "The status of a GET of Location", Locations);
        var bare = await site.Call("POST", "/api/v2/books", Dune);
        Expect.Equal("/api/v2/books/2", bare.Location(site), "The path in Location, without it", Locations);
    }

    [Fact]
    public async Task Location_does_not_carry_the_query_string_along()
    {
        await using var site = await Site.Start(app => app.MapBooks("/books", _shelf));
        var reply = await site.Call("POST", "/books?token=s3cret", Dune);
        var location = string.Join(", ", reply.Values("Location"));
        Expect.True(new Uri(site.Address, location).PathAndQuery == "/books/1", $"Location is '{location}'.", Locations);
    }

    [Fact]
    public async Task Two_mounts_have_two_shelves()
    {
        var other = new Shelf();
        await using var site = await Site.Start(app =>
        {
            app.MapBooks("/books", _shelf);
            app.MapBooks("/archive/books", other);
        });
        await site.Call("POST", "/books", Dune);
        await site.Call("POST", "/books", """{"title":"Emma"}""");
        var reply = await site.Call("POST", "/archive/books", """{"title":"Faust"}""");
        Expect.Equal("/archive/books/1", reply.Location(site), "The path in Location of the second mount", Locations);
        Expect.Equal("200 Dune, Emma", await Titles(site, "/books"), "The first shelf", Section);
        Expect.Equal("200 Faust", await Titles(site, "/archive/books"), "The second shelf", Section);
        await site.Call("DELETE", "/archive/books/1");
        Expect.Equal(2, _shelf.All.Count, "Books on the first shelf after a DELETE on the second", Section);
    }

    [Fact]
    public async Task Two_applications_have_nothing_in_common()
    {
        var other = new Shelf();
        await using var one = await Site.Start(app => app.MapBooks("/books", _shelf));
        await using var two = await Site.Start(app => app.MapBooks("/things", other));
        await one.Call("POST", "/books", Dune);
        var reply = await two.Call("POST", "/things", Dune);
        Expect.Equal("/things/1", reply.Location(two), "The path in Location", Locations);
        Expect.Equal("200 Dune", await Titles(one, "/books"), "The first shelf", Section);
    }

    [Fact]
    public async Task Nothing_outside_the_prefix_answers()
    {
        await using var site = await Site.Start(app => app.MapBooks("/shop/books", _shelf));
        Expect.Equal("200 ", await Titles(site, "/shop/books"), "The prefix", Section);
        foreach (var path in new[] { "/", "/books", "/books/1", "/shop", "/shop/1", "/api/books" })
            Expect.Equal(404, (await site.Call("GET", path)).Status, $"The status of GET {path}", Section);
    }

    [Fact]
    public async Task The_group_that_comes_back_holds_all_its_routes_and_no_other()
    {
        var seen = new List<string>();
        await using var site = await Site.Start(app =>
        {
            var outer = app.MapGroup("/api");
            outer.MapBooks("/books", _shelf).AddEndpointFilter((context, next) =>
            {
                seen.Add($"{context.HttpContext.Request.Method} {context.HttpContext.Request.Path}");
                return next(context);
            });
            outer.MapGet("/news", () => "news");
            outer.MapBooks("/archive", new());
        });
        foreach (var (method, path, json) in new[] { ("POST", "/api/books", Dune), ("GET", "/api/books", null), ("GET", "/api/books/1", null), ("DELETE", "/api/books/1", null), ("GET", "/api/news", null), ("GET", "/api/archive", null) })
            await site.Call(method, path, json);
        Expect.Sequence(["POST /api/books", "GET /api/books", "GET /api/books/1", "DELETE /api/books/1"], seen, "Requests that passed the filter on the group", Section);
    }

    [Fact]
    public async Task The_application_can_add_routes_to_the_group()
    {
        await using var site = await Site.Start(app => app.MapBooks("/books", _shelf).MapGet("/count", () => _shelf.All.Count));
        await site.Call("POST", "/books", Dune);
        Expect.Equal("1", (await site.Call("GET", "/books/count")).Body, "The answer of a route added to the group", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Site.Start(app =>
        {
            app.MapBooks("/books", _shelf);
            app.MapGroup("/archive/{year}").MapBooks("/books", new());
        });
        var transcript = "";
        foreach (var (method, path, json) in new[] { ("POST", "/books", Dune), ("POST", "/archive/1965/books", """{"title":"Emma"}"""), ("POST", "/archive/1965/books", "{}"), ("GET", "/books", null),
            ("GET", "/archive/1965/books/1", null), ("DELETE", "/books/1", null), ("GET", "/books/1", null), ("GET", "/books", null) })
        {
            var reply = await site.Call(method, path, json);
            // A 404 may have a document or none.
            var story = reply.Status == 404 ? $"< 404 {reply.Reason}\n" : reply.Story(site, "location");
            transcript += $"> {method} {path} {json}".TrimEnd() + $"\n{story}\n";
        }
        await Snapshots.Match("Modules", transcript.TrimEnd() + "\n");
    }

    private static async Task<string> Titles(Site site, string path)
    {
        var reply = await site.Call("GET", path);
        var books = reply.Body().ValueKind == JsonValueKind.Array ? reply.Body().EnumerateArray().Select(book => book.GetProperty("title").ToString()) : [reply.Body];
        return $"{reply.Status} {string.Join(", ", books)}";
    }

    private static async Task<string> Told(Task<Reply> call) => $"{(await call).Status} {(await call).Body}";
}

using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Routing.Tests;

public sealed class UsersTests
{
    private const string Url = "/api/users";
    private const string Section = "Verbs and status codes";
    private const string Faulty = "Say which field is wrong";
    private const string Paging = "Pages";
    private const string Racing = "Check and write as one step";
    private const string Ada = """{"name":"Ada","email":"ada@example.org"}""";
    private const string Bob = """{"name":"Bob","email":"bob@example.org"}""";

    [Fact]
    public async Task A_post_creates_a_user_and_says_where_it_is()
    {
        await using var site = await Site.Start(Users.Map);
        var reply = await site.Call("POST", Url, Ada);
        Expect.Equal(201, reply.Status, "The status", Section);
        var id = reply.Body().GetProperty("id").GetInt32();
        Expect.True(id >= 1, $"The id is {id}.", Section);
        Expect.Equal($"id={id}, name=Ada, email=ada@example.org", Told(reply.Body()), "The new user", Section);
        Expect.Equal($"{Url}/{id}", reply.Location(site), "The path in Location", Section);
        var found = await site.Call("GET", reply.Location(site));
        Expect.Equal(200, found.Status, "The status of a GET of Location", Section);
        Expect.Equal(Told(reply.Body()), Told(found.Body()), "The user found there", Section);
    }

    [Theory]
    [InlineData("{}", "email name")]
    [InlineData("""{"name":"Ada"}""", "email")]
    [InlineData("""{"email":"a@b"}""", "name")]
    [InlineData("""{"name":null,"email":null}""", "email name")]
    [InlineData("""{"name":"","email":"a@b"}""", "name")]
    [InlineData("""{"name":" \t","email":"a@b"}""", "name")]
    [InlineData("""{"name":"Ada","email":""}""", "email")]
    [InlineData("""{"name":"Ada","email":"ada"}""", "email")]
    [InlineData("""{"name":"Ada","email":"@b"}""", "email")]
    [InlineData("""{"name":"Ada","email":"a@"}""", "email")]
    [InlineData("""{"name":"Ada","email":"a@b@c"}""", "email")]
    [InlineData("""{"name":"Ada","email":"a b@c"}""", "email")]
    [InlineData("""{"name":"","email":"a@@b"}""", "email name")]
    public async Task A_faulty_user_gets_400_and_the_names_of_the_faulty_fields(string json, string fields)
    {
        await using var site = await Site.Start(Users.Map);
        var id = await Id(site, Bob);
        foreach (var (method, path) in new[] { ("POST", Url), ("PUT", $"{Url}/{id}"), ("PUT", $"{Url}/99") })
        {
            var reply = await site.Call(method, path, json);
            reply.IsProblem(400, $"{method} {path} {json}", Faulty);
            Expect.Equal(fields, reply.Faults(), $"The members of errors for {method} {path} {json}", Faulty);
        }
        Expect.Equal("Bob", await Names(site), "The users after refusals", Section);
    }

    [Fact]
    public async Task A_name_has_up_to_100_characters()
    {
        await using var site = await Site.Start(Users.Map);
        var most = await site.Call("POST", Url, Json(new string('x', 100), "a@b"));
        var more = await site.Call("POST", Url, Json(new string('x', 101), "c@d"));
        Expect.Equal(201, most.Status, "The status for 100 characters", Faulty);
        more.IsProblem(400, "101 characters", Faulty);
        Expect.Equal("name", more.Faults(), "The members of errors", Faulty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"name":5,"email":"a@b"}""")]
    public async Task What_is_no_user_at_all_gets_400_too(string json)
    {
        await using var site = await Site.Start(Users.Map);
        (await site.Call("POST", Url, json)).IsProblem(400, $"POST '{json}'", Faulty);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("ada")]
    [InlineData("1.0")]
    [InlineData("99999999999")]
    public async Task An_id_that_nobody_has_gets_404(string id)
    {
        await using var site = await Site.Start(Users.Map);
        await Id(site, Ada);
        foreach (var (method, json) in new[] { ("GET", null), ("PUT", Bob), ("DELETE", null) })
            (await site.Call(method, $"{Url}/{id}", json)).IsProblem(404, $"{method} {Url}/{id}", Section);
        Expect.Equal("Ada", await Names(site), "The users afterwards", Section);
    }

    [Theory]
    [InlineData("PATCH", Url, "GET POST")]
    [InlineData("PUT", Url, "GET POST")]
    [InlineData("DELETE", Url, "GET POST")]
    [InlineData("POST", Url + "/1", "DELETE GET PUT")]
    [InlineData("PATCH", Url + "/1", "DELETE GET PUT")]
    public async Task A_method_that_a_path_does_not_have_gets_405(string method, string path, string allowed)
    {
        await using var site = await Site.Start(Users.Map);
        await Id(site, Ada);
        var reply = await site.Call(method, path, Bob);
        reply.IsProblem(405, $"{method} {path}", Section);
        // A server may answer HEAD and OPTIONS as well.
        var allow = reply.Values("Allow").Except(["HEAD", "OPTIONS"]).Order(StringComparer.Ordinal);
        Expect.Equal(allowed, string.Join(' ', allow), "Allow", Section);
    }

    [Theory]
    [InlineData("", 1, 20, "1-20")]
    [InlineData("?page=2", 2, 20, "21-25")]
    [InlineData("?size=2", 1, 2, "1-2")]
    [InlineData("?page=3&size=10", 3, 10, "21-25")]
    [InlineData("?page=4&size=10", 4, 10, "")]
    [InlineData("?page=1&size=100", 1, 100, "1-25")]
    [InlineData("?page=25&size=1", 25, 1, "25-25")]
    [InlineData("?page=2147483647&size=100", 2147483647, 100, "")]
    public async Task A_page_has_its_users_by_id(string query, int page, int size, string range)
    {
        await using var site = await Site.Start(Users.Map);
        var first = await Id(site, Json("user 1", "1@x"));
        for (var n = 2; n <= 25; n++)
            await Id(site, Json($"user {n}", $"{n}@x"));
        var reply = await site.Call("GET", Url + query);
        Expect.Equal(200, reply.Status, "The status", Paging);
        var ids = reply.Body().GetProperty("items").EnumerateArray().Select(user => user.GetProperty("id").GetInt32() - first + 1).ToArray();
        Expect.Equal(range, ids is [] ? "" : $"{ids[0]}-{ids[^1]}", $"The users of {Url}{query}", Paging);
        Expect.Equal(ids is [] ? 0 : ids[^1] - ids[0] + 1, ids.Length, "The number of items", Paging);
        Expect.Equal($"{page} {size} 25", $"{reply.Body().GetProperty("page")} {reply.Body().GetProperty("size")} {reply.Body().GetProperty("total")}", "page, size and total", Paging);
    }

    [Theory]
    [InlineData("?page=0", "page")]
    [InlineData("?page=-1", "page")]
    [InlineData("?page=two", "page")]
    [InlineData("?page=99999999999", "page")]
    [InlineData("?size=0", "size")]
    [InlineData("?size=101", "size")]
    [InlineData("?size=-5", "size")]
    [InlineData("?size=1.5", "size")]
    [InlineData("?page=0&size=0", "page size")]
    public async Task A_page_out_of_bounds_gets_400_and_the_parameter_is_named(string query, string names)
    {
        await using var site = await Site.Start(Users.Map);
        var reply = await site.Call("GET", Url + query);
        reply.IsProblem(400, $"GET {Url}{query}", Paging);
        Expect.Equal(names, reply.Faults(), "The members of errors", Paging);
    }

    [Fact]
    public async Task A_put_replaces_all_and_may_be_repeated()
    {
        await using var site = await Site.Start(Users.Map);
        var id = await Id(site, Ada);
        for (var round = 1; round <= 2; round++)
        {
            var reply = await site.Call("PUT", $"{Url}/{id}", Json("Ada King", "ada@king.org"));
            Expect.Equal(200, reply.Status, $"The status of PUT number {round}", Section);
            Expect.Equal($"id={id}, name=Ada King, email=ada@king.org", Told(reply.Body()), "The user after the PUT", Section);
        }
        Expect.Equal("Ada King", await Names(site), "All users", Section);
        var upper = await site.Call("PUT", $"{Url}/{id}", Json("Ada King", "ADA@king.org"));
        Expect.Equal(200, upper.Status, "The status of a PUT of one's own email in capitals", Section);
        Expect.Equal("ADA@king.org", (await site.Call("GET", $"{Url}/{id}")).Body().GetProperty("email").ToString(), "The stored email", Section);
        Expect.Equal(201, (await site.Call("POST", Url, Ada)).Status, "The status of a POST of the email that became free", Section);
    }

    [Fact]
    public async Task An_email_that_another_user_has_gets_409()
    {
        await using var site = await Site.Start(Users.Map);
        await Id(site, Ada);
        var bob = await Id(site, Bob);
        (await site.Call("POST", Url, Json("Eve", "ADA@Example.org"))).IsProblem(409, "a POST of Ada's email in capitals", Section);
        (await site.Call("PUT", $"{Url}/{bob}", Json("Bob", "Ada@example.org"))).IsProblem(409, "a PUT of Ada's email", Section);
        Expect.Equal("name=Bob, email=bob@example.org", Told((await site.Call("GET", $"{Url}/{bob}")).Body()).Split(", ", 2)[1], "Bob after the refusal", Section);
        (await site.Call("PUT", $"{Url}/99", Ada)).IsProblem(404, "a PUT of Ada's email to an id that nobody has", Section);
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_its_id_is_never_given_again()
    {
        await using var site = await Site.Start(Users.Map);
        var id = await Id(site, Ada);
        var reply = await site.Call("DELETE", $"{Url}/{id}");
        Expect.Equal("204 ''", $"{reply.Status} '{reply.Body}'", "Status and body of DELETE", Section);
        (await site.Call("DELETE", $"{Url}/{id}")).IsProblem(404, "a second DELETE", Section);
        (await site.Call("GET", $"{Url}/{id}")).IsProblem(404, "a GET after DELETE", Section);
        Expect.True(await Id(site, Ada) != id, $"The id {id} was given to another user.", Section);
    }

    [Fact]
    public async Task Of_32_posts_of_one_email_one_wins()
    {
        await using var site = await Site.Start(Users.Map);
        var replies = await Patience.Ends(Task.WhenAll(Enumerable.Range(0, 32).Select(n => site.Call("POST", Url, n % 2 == 0 ? Ada : Ada.ToUpperInvariant().Replace("NAME", "name").Replace("EMAIL", "email")))));
        Expect.Equal(1, replies.Count(reply => reply.Status == 201), "Answers 201 to 32 POSTs of one email", Racing);
        Expect.Equal(31, replies.Count(reply => reply.Status == 409), "Answers 409 to 32 POSTs of one email", Racing);
        Expect.Equal(1, (await site.Call("GET", Url)).Body().GetProperty("total").GetInt32(), "The total afterwards", Racing);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Racing_requests_never_give_an_email_twice(string method)
    {
        const int Rounds = 100;
        await using var server = await InProcess.Start(Users.Map);
        var (ids, won) = (new string[3], new int[Rounds]);
        for (var thread = 0; thread < 3; thread++)
            ids[thread] = JsonDocument.Parse((await server.Send("POST", Url, Json("x", $"{thread}@x"))).Body).RootElement.GetProperty("id").ToString();
        await Patience.Ends(Together.Rounds(3, Rounds, (thread, round) =>
        {
            var path = method == "POST" ? Url : $"{Url}/{ids[thread]}";
            if (server.Send(method, path, Json("x", $"e{round}@x")).GetAwaiter().GetResult().Status is 200 or 201)
                Interlocked.Increment(ref won[round]);
        }));
        Expect.Equal(0, won.Count(winners => winners != 1), $"Emails, of {Rounds}, that not exactly one of three users has got", Racing);
    }

    [Fact]
    public async Task Racing_posts_of_different_users_lose_none_and_share_no_id()
    {
        await using var server = await InProcess.Start(Users.Map);
        await server.Send("POST", Url, Ada);
        var ids = new string[4][];
        await Patience.Ends(Together.Run(4, number => ids[number] = [.. Enumerable.Range(0, 100).Select(n => JsonDocument.Parse(
            server.Send("POST", Url, Json("x", $"{number}.{n}@x")).GetAwaiter().GetResult().Body).RootElement.GetProperty("id").ToString())]));
        Expect.Equal(400, ids.SelectMany(each => each).Distinct().Count(), "Different ids of 400 users", Racing);
        var page = JsonDocument.Parse((await server.Send("GET", Url)).Body).RootElement;
        Expect.Equal(401, page.GetProperty("total").GetInt32(), "The total", Racing);
    }

    [Fact]
    public async Task Every_application_has_users_of_its_own()
    {
        await using var one = await Site.Start(Users.Map);
        await using var other = await Site.Start(Users.Map);
        await Id(one, Ada);
        Expect.Equal("", await Names(other), "The users of the other application", Section);
        await Id(other, Ada);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Site.Start(Users.Map);
        var (transcript, ids) = ("", new Dictionary<string, string>());
        foreach (var (method, path, json) in new[] { ("POST", "", Ada), ("POST", "", Bob), ("POST", "", Ada), ("POST", "", "{\"name\":\" \"}"), ("GET", "", null), ("GET", "?page=2&size=1", null),
            ("GET", "?size=1000", null), ("GET", "/{1}", null), ("PUT", "/{1}", Json("Ada King", "ada@king.org")), ("PUT", "/{1}", Json("Ada King", "bob@example.org")), ("DELETE", "/{1}", null),
            ("GET", "/{1}", null), ("DELETE", "/{1}", null), ("PATCH", "/{2}", Bob), ("DELETE", "", null) })
        {
            var reply = await site.Call(method, Url + ids.Aggregate(path, (text, id) => text.Replace(id.Value, id.Key)), json);
            if (reply.Status == 201)
                ids[reply.Body().GetProperty("id").ToString()] = $"{{{ids.Count + 1}}}";
            var told = reply.Body().ValueKind == JsonValueKind.Object && reply.Body().TryGetProperty("items", out var items)
                ? $"page {reply.Body().GetProperty("page")}, size {reply.Body().GetProperty("size")}, total {reply.Body().GetProperty("total")}\n" + string.Concat(items.EnumerateArray().Select(user => Told(user) + "\n"))
                : reply.Body().ValueKind == JsonValueKind.Object && reply.Status < 300 ? Told(reply.Body()) + "\n" : null;
            var story = (told is null ? reply : reply with { Body = "" }).Story(site, "allow", "location") + told;
            transcript += $"> {method} {Url}{path} {json}".TrimEnd() + "\n" + ids.Aggregate(story, (text, id) => text.Replace($"/users/{id.Key}\n", $"/users/{id.Value}\n").Replace($"id={id.Key},", $"id={id.Value},")) + "\n";
        }
        await Snapshots.Match("Users", transcript.TrimEnd() + "\n");
    }

    private static async Task<int> Id(Site site, string json)
    {
        var reply = await site.Call("POST", Url, json);
        Expect.Equal(201, reply.Status, $"The status of POST {json}", Section);
        return reply.Body().GetProperty("id").GetInt32();
    }

    private static async Task<string> Names(Site site) => string.Join(", ", (await site.Call("GET", Url)).Body()
        .GetProperty("items").EnumerateArray().Select(user => user.GetProperty("name").ToString()));

    private static string Told(JsonElement user) =>
        $"id={user.GetProperty("id")}, name={user.GetProperty("name")}, email={user.GetProperty("email")}";

    private static string Json(string name, string email) => JsonSerializer.Serialize(new { name, email });
}

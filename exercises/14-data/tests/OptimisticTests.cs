using System.Text;
using System.Text.Json;
using Camp.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Camp.Data.Tests;

public sealed class OptimisticTests : IDisposable
{
    private const string Section = "Nobody overwrites what they have not seen";
    private const string Crowd = "Two writers, one wins";

    private readonly TestDatabase _shop = new(Schema.Products);

    public OptimisticTests()
    {
        _shop.Run("insert into products (id, name, cents) values (1, 'tent', 9900), (2, 'stove', 4500)");
        // A request that waits for SQLite's lock holds its thread: with two of them the others need threads too.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 8), ports);
    }

    private string Products => _shop.Rows("select id, name, cents, version from products order by id");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start();
        var transcript = "";
        transcript += Told("GET /products/1", await site.Get("/products/1"));
        foreach (var (id, body) in new[]
        {
            (1, """{"name":"tent","cents":8900,"version":1}"""), (1, """{"name":"big tent","cents":9900,"version":1}"""), (1, """{"name":"big tent","cents":8900,"version":2}"""),
            (9, """{"name":"lamp","cents":100,"version":1}"""), (1, """{"name":"tent","cents":8900}"""),
        })
            transcript += Told($"PUT /products/{id} {body}", await PutText(site, id, body));
        transcript += Told("GET /products/1", await site.Get("/products/1"));
        await Snapshots.Match("Optimistic", transcript.TrimEnd() + "\n");
    }

    [Fact]
    public async Task A_product_is_read_with_its_version()
    {
        await using var site = await Start();
        Is(new(2, "stove", 4500, 1), await site.Get("/products/2"));
        IsRefused(await site.Get("/products/9"), 404);
        _shop.AllAreDisposedOf(Section);
    }

    [Fact]
    public async Task A_change_of_what_was_seen_is_made_and_raises_the_version()
    {
        await using var site = await Start();
        Is(new(1, "big tent", 12_000, 2), await Put(site, 1, new("big tent", 12_000, 1)));
        Is(new(1, "big tent", 12_000, 2), await site.Get("/products/1"));
        Is(new(1, "huge tent", 13_000, 3), await Put(site, 1, new("huge tent", 13_000, 2)));
        Expect.Equal("1|huge tent|13000|3; 2|stove|4500|1", Products, "The table", Section);
        _shop.AllAreDisposedOf(Section);
    }

    [Fact]
    public async Task A_change_to_the_same_is_a_change()
    {
        await using var site = await Start();
        Is(new(1, "tent", 9900, 2), await Put(site, 1, new("tent", 9900, 1)));
        IsRefused(await Put(site, 1, new("tent", 9900, 1)), 409);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(-3)]
    [InlineData(long.MaxValue)]
    public async Task Another_version_gets_409_and_changes_nothing(long version)
    {
        _shop.Run("update products set version = 3 where id = 1");
        await using var site = await Start();
        IsRefused(await Put(site, 1, new("big tent", 1, version)), 409);
        Expect.Equal("1|tent|9900|3; 2|stove|4500|1", Products, "The table", Section);
        _shop.AllAreDisposedOf(Section);
    }

    [Fact]
    public async Task A_product_that_is_not_there_gets_404_whatever_the_version()
    {
        await using var site = await Start();
        foreach (var version in new[] { 0L, 1L, 2L })
            IsRefused(await Put(site, 9, new("lamp", 1, version)), 404);
        Expect.Equal("2", _shop.Rows("select count(*) from products"), "Products", Section);
        _shop.AllAreDisposedOf(Section);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"x","cents":1}""")]
    [InlineData("""{"name":"x","cents":1,"version":null}""")]
    [InlineData("""{"name":"x","version":1}""")]
    [InlineData("""{"name":"x","cents":null,"version":1}""")]
    [InlineData("""{"cents":1,"version":1}""")]
    [InlineData("""{"name":null,"cents":1,"version":1}""")]
    public async Task What_is_incomplete_gets_400_and_changes_nothing(string body)
    {
        await using var site = await Start();
        IsRefused(await PutText(site, 1, body), 400);
        Expect.Equal("1|tent|9900|1; 2|stove|4500|1", Products, "The table", Section);
    }

    [Fact]
    public async Task A_name_is_never_sql()
    {
        await using var site = await Start();
        const string Name = "tent', cents = 0; drop table products; --";
        Is(new(1, Name, 9900, 2), await Put(site, 1, new(Name, 9900, 1)));
        Expect.Equal("2|stove|4500|1", _shop.Rows("select id, name, cents, version from products where id = 2"), "The other product", Section);
    }

    [Fact]
    public async Task Two_writers_who_saw_the_same_one_wins()
    {
        await using var site = await Start();
        for (var version = 1; version <= 3; version++)
        {
            var made = _shop.Made;
            // A writer of the test's own holds both up until both have come far enough to have looked.
            using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _shop.Path, Pooling = false }.ToString());
            other.Open();
            using var holding = other.BeginTransaction(deferred: false);
            Task<Reply>[] puts = [Put(site, 1, new("by ann", 1, version)), Put(site, 1, new("by bob", 2, version))];
            var all = Task.WhenAll(puts);
            Together.Chance(() => all.IsCompleted || _shop.Made >= made + 2);
            Together.Chance(() => all.IsCompleted);
            holding.Rollback();
            var replies = await Patience.Ends(all, "two PUTs at once");
            Expect.Sequence([200, 409], replies.Select(reply => reply.Status).Order(), "The two statuses", Crowd);
            var winner = replies.Single(reply => reply.Status == 200);
            Expect.Equal(Product(winner), Product(await site.Get("/products/1")), "The product, beside the winner's answer", Crowd);
            Expect.Equal(version + 1, Product(winner).Version, "The version", Crowd);
        }
        _shop.AllAreDisposedOf(Crowd);
    }

    [Fact]
    public async Task A_crowd_makes_as_many_versions_as_changes()
    {
        await using var site = await Start();
        // Each looks and tries again until its change is made: no change is lost.
        var tries = await Patience.Ends(Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var attempt = 1; ; attempt++)
            {
                var seen = Product(await site.Get("/products/1"));
                var reply = await Put(site, 1, new(seen.Name, seen.Cents + 1, seen.Version));
                if (reply.Status == 200)
                    return attempt;
                IsRefused(reply, 409);
            }
        })), "four clients that add a cent each");
        Expect.Equal("1|tent|9904|5", _shop.Rows("select id, name, cents, version from products where id = 1"), $"The product, after {tries.Sum()} attempts of four clients", Crowd);
        _shop.AllAreDisposedOf(Crowd);
    }

    [Fact]
    public async Task Products_are_apart()
    {
        await using var site = await Start();
        var replies = await Patience.Ends(Task.WhenAll(Put(site, 1, new("a", 1, 1)), Put(site, 2, new("b", 2, 1))), "two PUTs of two products");
        Expect.Sequence([200, 200], replies.Select(reply => reply.Status), "The statuses", Crowd);
        Expect.Equal("1|a|1|2; 2|b|2|2", Products, "The table", Crowd);
    }

    private Task<Site> Start() => Site.Start(app => app.MapProducts(_shop.Connect));

    private static Task<Reply> Put(Site site, long id, ProductChange change) => PutText(site, id, JsonSerializer.Serialize(change, JsonSerializerOptions.Web));

    private static Task<Reply> PutText(Site site, long id, string body) =>
        site.Send(HttpMethod.Put, $"/products/{id}", new StringContent(body, Encoding.UTF8, "application/json"));

    private static Product Product(Reply reply) => JsonSerializer.Deserialize<Product>(reply.Body, JsonSerializerOptions.Web)!;

    private static void Is(Product expected, Reply reply)
    {
        Expect.Equal(200, reply.Status, "The status", Section);
        Expect.Equal(expected, Product(reply), "The product", Section);
    }

    private static void IsRefused(Reply reply, int status)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        Expect.Equal(status, reply.Status, "The status", Section);
        Expect.Equal("application/problem+json", MediaType(reply), "The content type", Section);
    }

    private static string MediaType(Reply reply) => reply.Values("Content-Type").FirstOrDefault("").Split(';')[0];

    private static string Told(string request, Reply reply)
    {
        var members = JsonDocument.Parse(reply.Body).RootElement.EnumerateObject()
            .Where(member => member.Name is "id" or "name" or "cents" or "version" or "status").OrderBy(member => member.Name, StringComparer.Ordinal);
        return $"> {request}\n< {reply.Status} {reply.Reason}\n{string.Join(", ", members.Select(member => $"{member.Name}: {member.Value}"))}\n\n";
    }
}

using System.Text;
using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed class PredictApiTests
{
    private const string Section = "A model behind an API";
    private const string Good = """{"age":30,"usage":5,"tenure":2}""";

    [Fact]
    public async Task The_api_tells_its_story()
    {
        await using var site = await Start(token => ChurnModel.LoadAsync(Models.File, token));
        var story = "";
        foreach (var body in new[] { Good, """{"age":70,"usage":55.5,"tenure":100,"region":"north"}""", """{"age":17,"tenure":"12"}""", "[]", "not JSON" })
            story += $"POST /predict {body}\n  {Text(await Post(site, body))}\n";
        await Snapshots.Match("PredictApi", story);

        // What the contract says of an answer, and no more: titles, trace ids and the order of fields are free.
        static string Text(Reply reply)
        {
            using var json = JsonDocument.Parse(reply.Body);
            var answer = json.RootElement;
            return reply.Status == 200
                ? FormattableString.Invariant($"200 churnRisk {answer.GetProperty("churnRisk")}, probability {answer.GetProperty("probability").GetDouble():F4}, model {answer.GetProperty("model")}")
                : $"{reply.Status} errors: {(answer.TryGetProperty("errors", out var errors) ? string.Join(' ', errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)) : "of no field")}";
        }
    }

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(0.5, 1)]
    [InlineData(0.4999, 0)]
    [InlineData(0.001, 0)]
    public async Task The_risk_is_one_from_a_half_on(double probability, int risk)
    {
        var model = Models.Saying(probability, "v7");
        await using var site = await Start(_ => Task.FromResult(model));
        var reply = await Post(site, Good);
        Expect.Equal(200, reply.Status, "The status", Section);
        using var answer = JsonDocument.Parse(reply.Body);
        Expect.Equal(risk, answer.RootElement.GetProperty("churnRisk").GetInt32(), "churnRisk", Section);
        Expect.Equal(model.Probability(new(30, 5, 2)), answer.RootElement.GetProperty("probability").GetDouble(), "probability", Section);
        Expect.Equal("v7", answer.RootElement.GetProperty("model").GetString(), "model", Section);
    }

    [Fact]
    public async Task The_model_gets_each_number_in_its_place()
    {
        var model = new ChurnModel("v1", [1, 2, 3], [2, 3, 5], [0.01, 0.02, 0.04], 0.1);
        await using var site = await Start(_ => Task.FromResult(model));
        using var answer = JsonDocument.Parse((await Post(site, """{"tenure":7.5,"age":41,"usage":1e1}""")).Body);
        Expect.Equal(model.Probability(new(41, 10, 7.5)), answer.RootElement.GetProperty("probability").GetDouble(), "probability", Section);
    }

    [Theory]
    [InlineData("""{}""", "age tenure usage")]
    [InlineData("""{"age":30,"usage":5}""", "tenure")]
    [InlineData("""{"age":null,"usage":5,"tenure":2}""", "age")]
    [InlineData("""{"age":30,"usage":"5","tenure":2}""", "usage")]
    [InlineData("""{"age":30,"usage":true,"tenure":[2]}""", "tenure usage")]
    [InlineData("""{"age":17.9,"usage":5,"tenure":2}""", "age")]
    [InlineData("""{"age":100.1,"usage":-0.1,"tenure":600.5}""", "age tenure usage")]
    [InlineData("""{"age":30,"usage":744.1,"tenure":-1}""", "tenure usage")]
    [InlineData("""{"age":30,"usage":1e999,"tenure":2}""", "usage")]
    public async Task What_is_wrong_with_each_field_is_told(string body, string fields)
    {
        await using var site = await Start(_ => throw new IOException("no model is needed for this"));
        var reply = await Post(site, body);
        Expect.Equal(400, reply.Status, $"The status for {body}", Section);
        Expect.Sequence(["application/problem+json"], reply.Values("Content-Type").Select(value => value.Split(';')[0]), "Content-Type", Section);
        using var problem = JsonDocument.Parse(reply.Body);
        Expect.True(problem.RootElement.TryGetProperty("errors", out var errors), $"The problem document has no errors: {reply.Body}", Section);
        Expect.Equal(fields, string.Join(' ', errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)), "Fields with an error", Section);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[30,5,2]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"age\":30,\"usage\":5,\"tenure\":2")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        await using var site = await Start(_ => Task.FromResult(Models.Saying(0.5)));
        var reply = await Post(site, body);
        Expect.Equal(400, reply.Status, $"The status for '{body}'", Section);
        Expect.Sequence(["application/problem+json"], reply.Values("Content-Type").Select(value => value.Split(';')[0]), "Content-Type", Section);
    }

    [Theory]
    [InlineData("""{"age":18,"usage":0,"tenure":0}""")]
    [InlineData("""{"age":100,"usage":744,"tenure":600}""")]
    [InlineData("""{"age":30,"usage":5,"tenure":2,"AGE":"x","name":null}""")]
    public async Task The_borders_are_in_range_and_other_fields_do_not_matter(string body)
    {
        await using var site = await Start(_ => Task.FromResult(Models.Saying(0.5)));
        Expect.Equal(200, (await Post(site, body)).Status, $"The status for {body}", Section);
    }

    [Fact]
    public async Task The_model_is_loaded_once_however_many_come_first()
    {
        using var gate = new Gate();
        var loads = 0;
        await using var site = await Start(async _ =>
        {
            Interlocked.Increment(ref loads);
            await gate.Pass();
            return Models.Saying(0.25);
        });
        var calls = Enumerable.Range(0, 12).Select(_ => Post(site, Good)).ToArray();
        await site.Until(gate.Arrived, "the load of the model", calls);
        Together.Chance(() => Volatile.Read(ref loads) > 1);
        gate.Open();
        foreach (var call in calls)
            Expect.Equal(200, (await call).Status, "The status", Section);
        await Post(site, Good);
        Expect.Equal(1, loads, "Loads of the model", "Loaded once");
    }

    [Fact]
    public async Task Nothing_is_loaded_before_it_is_needed()
    {
        var loads = 0;
        await using var site = await Start(_ =>
        {
            loads++;
            return Task.FromResult(Models.Saying(0.5));
        });
        await Post(site, "{}");
        Expect.Equal(0, loads, "Loads before the first request that needs the model", "Loaded once");
        await Post(site, Good);
        Expect.Equal(1, loads, "Loads", "Loaded once");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_load_that_failed_is_tried_again(bool thrownAtOnce)
    {
        var loads = 0;
        await using var site = await Start(_ => Interlocked.Increment(ref loads) > 2 ? Task.FromResult(Models.Saying(0.5))
            : thrownAtOnce ? throw new FileNotFoundException("secret/path/churn.json") : Task.FromException<ChurnModel>(new FileNotFoundException("secret/path/churn.json")));
        foreach (var status in new[] { 503, 503, 200, 200 })
        {
            var reply = await Post(site, Good);
            Expect.Equal(status, reply.Status, "The status", "Loaded once");
            Expect.True(!reply.Body.Contains("secret", StringComparison.Ordinal), "The answer tells what only the log should.", "Loaded once");
            if (status == 503)
                Expect.Sequence(["application/problem+json"], reply.Values("Content-Type").Select(value => value.Split(';')[0]), "Content-Type", "Loaded once");
        }

        Expect.Equal(3, loads, "Loads", "Loaded once");
    }

    [Fact]
    public async Task All_who_wait_for_a_load_that_fails_are_told()
    {
        using var gate = new Gate();
        var loads = 0;
        await using var site = await Start(async _ =>
        {
            Interlocked.Increment(ref loads);
            await gate.Pass();
            throw new IOException();
        });
        var calls = Enumerable.Range(0, 4).Select(_ => Post(site, Good)).ToArray();
        await site.Until(gate.Arrived, "the load of the model", calls);
        gate.Open();
        foreach (var call in calls)
            Expect.Equal(503, (await call).Status, "The status", "Loaded once");
    }

    [Fact]
    public async Task A_load_that_failed_is_in_the_log_once()
    {
        using var gate = new Gate();
        using var waiting = new Gate(expected: 4);
        using var book = new LogBook();
        var error = new IOException("no file");
        await using var site = await Site.Start(app =>
        {
            app.Use(next => context => CountWhoWaits(next, context, waiting));
            app.MapPredict(async _ =>
            {
                await gate.Pass();
                throw error;
            });
        }, services => services.AddLogging(logging => logging.AddProvider(book)));
        var calls = Enumerable.Range(0, 4).Select(_ => Post(site, Good)).ToArray();
        await site.Until(waiting.Arrived, "four requests that wait for the model", calls);
        gate.Open();
        await Task.WhenAll(calls);
        var told = book.Entries.Count(entry => entry.Level >= LogLevel.Error && ReferenceEquals(error, entry.Exception));
        Expect.Equal(1, told, "Errors in the log with the exception of a load for which four waited", "Loaded once");
    }

    [Fact]
    public async Task A_client_that_leaves_ends_nobodys_load()
    {
        using var gate = new Gate();
        using var leaving = new CancellationTokenSource();
        var (loads, cancelled) = (0, false);
        await using var site = await Site.Start(app =>
        {
            app.Use(next => context =>
            {
                if (context.Request.Headers.ContainsKey("X-Leaves"))
                    context.RequestAborted = leaving.Token;
                return next(context);
            });
            app.MapPredict(async token =>
            {
                Interlocked.Increment(ref loads);
                using var registration = token.Register(() => cancelled = true);
                await gate.Pass().WaitAsync(token);
                return Models.Saying(0.5);
            });
        });
        var impatient = site.Send(HttpMethod.Post, "/predict", Json(Good), ("X-Leaves", "1"));
        await site.Until(gate.Arrived, "the load of the model", impatient);
        await leaving.CancelAsync();
        var staying = Post(site, Good);
        Together.Chance(() => Volatile.Read(ref loads) > 1);
        gate.Open();
        Expect.Equal(200, (await staying).Status, "The status for a client that stayed", "Loaded once");
        await impatient;
        Expect.Equal(1, loads, "Loads", "Loaded once");
        Expect.True(!cancelled, "The load was cancelled with the client that had begun it.", "Loaded once");
    }

    // With the whole body at hand, what the handler waits for is the model.
    private static async Task CountWhoWaits(RequestDelegate next, HttpContext context, Gate waiting)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        body.Position = 0;
        context.Request.Body = body;
        var answer = next(context);
        _ = waiting.Pass();
        await answer;
    }

    private static Task<Site> Start(Func<CancellationToken, Task<ChurnModel>> load) => Site.Start(app => app.MapPredict(load));

    private static Task<Reply> Post(Site site, string body) => site.Send(HttpMethod.Post, "/predict", Json(body));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}

using Camp.Testing;

namespace Camp.Context.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class AbortedRequestRaces
{
    private const string Section = "The client leaves";

    public static async Task The_client_leaves_while_the_query_runs()
    {
        using var client = new CancellationTokenSource();
        var inside = new UnderWay();
        var (context, begun) = (Request(client.Token), TimeProvider.System.GetTimestamp());
        var leaving = Task.Run(client.Cancel);
        await new AbortedRequest(Query, TimeSpan.FromHours(1), TimeProvider.System).HandleAsync(context);
        Expect.Equal(0, inside.Count, "Queries under way when the request has ended", Section);
        Expect.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromHours(1), "The query ran on until its limit.", Section);
        Expect.True(context.Response is { StatusCode: 200, ContentType: null }, "An answer was written for nobody.", Section);
        await leaving;

        async Task<string> Query(string path, CancellationToken cancellation)
        {
            await inside.UntilTold(cancellation);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task The_client_leaves_and_then_the_limit_passes()
    {
        using var client = new CancellationTokenSource();
        var context = Request(client.Token);
        var leaving = Task.Run(client.Cancel);
        await new AbortedRequest(Query, TimeSpan.FromHours(1), TimeProvider.System).HandleAsync(context);
        Expect.True(context.Response is { StatusCode: 200, ContentType: null }, "An answer was written for nobody.", Section);
        await leaving;

        static async Task<string> Query(string path, CancellationToken cancellation)
        {
            await Situation.Told(cancellation);
            await Task.Delay(TimeSpan.FromHours(2), CancellationToken.None);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task The_limit_passes()
    {
        var inside = new UnderWay();
        var context = RequestWithAnswer();
        await new AbortedRequest(Query, TimeSpan.FromSeconds(1), TimeProvider.System).HandleAsync(context);
        Expect.Equal(0, inside.Count, "Queries under way when the request has ended", Section);
        Expect.Equal(504, context.Response.StatusCode, "The status", Section);

        async Task<string> Query(string path, CancellationToken cancellation)
        {
            await inside.UntilTold(cancellation);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task Two_requests_have_a_limit_each()
    {
        var handler = new AbortedRequest(Query, TimeSpan.FromSeconds(1), TimeProvider.System);
        await Task.WhenAll(Task.Run(() => Answered(TimeSpan.Zero)), Task.Run(() => Answered(TimeSpan.FromSeconds(0.5))));

        async Task Answered(TimeSpan after)
        {
            await Task.Delay(after);
            var context = RequestWithAnswer();
            await handler.HandleAsync(context);
            Expect.Equal(200, context.Response.StatusCode, "The status", Section);
        }

        static async Task<string> Query(string path, CancellationToken cancellation)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.75), cancellation);
            return path;
        }
    }

    private static DefaultHttpContext Request(CancellationToken aborted) => new() { RequestAborted = aborted };

    private static DefaultHttpContext RequestWithAnswer() => new()
    {
        RequestServices = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider(),
    };
}

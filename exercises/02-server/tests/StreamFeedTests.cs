using Camp.Testing;
using Xunit;

namespace Camp.Server.Tests;

public sealed class StreamFeedTests
{
    private const string Section = "An answer without an end";
    private const string Leaving = "When the client leaves";

    [Fact]
    public async Task The_head_says_event_stream_and_no_cache()
    {
        await using var server = await Start(new LiveFeed().Items("one"));
        var response = await server.Open();
        Expect.Equal(200, (int)response.StatusCode, "The status", Section);
        Expect.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType, "The content type", Section);
        Expect.True(response.Headers.CacheControl?.NoCache ?? false, $"Cache-Control is '{response.Headers.CacheControl}', without no-cache.", Section);
    }

    [Fact]
    public async Task Items_come_as_events_in_order_and_the_answer_ends_with_the_feed()
    {
        var feed = new LiveFeed().Items("one", "", "三", "two words");
        await using var server = await Start(feed);
        using var events = await server.Events();
        Expect.Sequence(["one", "", "三", "two words"], await events.Rest(), "The events", Section);
        Expect.Equal(null, await server.Ended, "The exception", Section);
        Expect.Equal(1, feed.Enumerations, "Enumerations of the feed", Section);
        await Patience.Ends(feed.Disposed, "the enumerator's disposal");
    }

    [Theory]
    [InlineData("first\nsecond", "first\nsecond")]
    [InlineData("first\r\nsecond", "first\nsecond")]
    [InlineData("first\rsecond", "first\nsecond")]
    [InlineData("\nsecond", "\nsecond")]
    [InlineData("paid\n\ndata: forged", "paid\n\ndata: forged")]
    [InlineData("paid\nevent: forged", "paid\nevent: forged")]
    public async Task Line_breaks_stay_inside_their_event(string item, string seen)
    {
        await using var server = await Start(new LiveFeed().Items(item, "next"));
        using var events = await server.Events();
        Expect.Sequence([seen, "next"], await events.Rest(), "The events", Section);
    }

    [Fact]
    public async Task Each_item_reaches_the_client_before_the_next_one_is_made()
    {
        using var first = new Gate();
        using var second = new Gate();
        await using var server = await Start(new LiveFeed().Items("one").Waits(first).Items("two").Waits(second).Items("three"));
        using var events = await server.Events();
        // The feed goes on only when the client has what was made so far.
        Expect.Equal("one", await events.Next(), "The first event", Section);
        first.Open();
        Expect.Equal("two", await events.Next(), "The second event", Section);
        second.Open();
        Expect.Equal("three", await events.Next(), "The third event", Section);
    }

    [Fact]
    public async Task A_feed_that_waits_is_cancelled_when_the_client_leaves()
    {
        using var never = new Gate();
        var feed = new LiveFeed().Items("one").Waits(never);
        await using var server = await Start(feed);
        using var events = await server.Events();
        await events.Next();
        Expect.True(!feed.Token.IsCancellationRequested, "The feed is cancelled while its client listens.", Leaving);
        server.Leave();
        EndsQuietly(await server.Ended);
        Expect.True(feed.Token.IsCancellationRequested, "The client has left, and the feed's token was not cancelled.", Leaving);
        Expect.True(feed.Disposed.IsCompleted, "The task has ended before the enumerator was disposed.", Leaving);
    }

    [Fact]
    public async Task A_feed_that_never_looks_at_its_token_is_stopped_too()
    {
        using var gate = new Gate();
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Goes on when the server knows that the client has left. Then it would have a thousand items more.
        var feed = new LiveFeed(heedsItsToken: false).Items("one").Waits(gate).Items([.. Enumerable.Range(0, 1000).Select(n => $"{n}")]);
        await using var server = await LiveServer.Start(context =>
        {
            context.RequestAborted.Register(left.SetResult);
            return StreamFeed.SendAsync(context, feed);
        });
        using var events = await server.Events();
        await events.Next();
        server.Leave();
        await Patience.Ends(left.Task, "the end of the connection in the server");
        gate.Open();
        EndsQuietly(await server.Ended);
        Expect.True(feed.Asked < 10, $"After the client had left, the feed was asked for {feed.Asked - 2} items more.", Leaving);
        Expect.True(feed.Disposed.IsCompleted, "The task has ended before the enumerator was disposed.", Leaving);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failing_feed_is_disposed_and_its_exception_goes_on(bool afterAnItem)
    {
        var failure = new InvalidOperationException("the queue is gone");
        var feed = new LiveFeed().Items(afterAnItem ? ["one"] : []).Fails(failure);
        await using var server = await Start(feed);
        var seen = await Record.ExceptionAsync(async () => await (await server.Events()).Rest());
        if (seen is NotImplementedException)
            throw seen;
        Expect.Same(failure, await server.Ended, Section);
        Expect.True(feed.Disposed.IsCompleted, "The task has ended before the enumerator was disposed.", Section);
    }

    [Fact]
    public async Task A_feeds_own_cancellation_is_a_failure_while_the_client_listens()
    {
        var failure = new OperationCanceledException("the feed gave up");
        await using var server = await Start(new LiveFeed().Items("one").Fails(failure));
        await Record.ExceptionAsync(async () => await (await server.Events()).Rest());
        Expect.Same(failure, await server.Ended, Section);
    }

    [Fact]
    public async Task A_slow_client_slows_the_feed_down_and_holds_no_thread()
    {
        using var gate = new Gate();
        var feed = new LiveFeed().Items("one", "two", "three");
        var context = Context();
        context.Response.Body = new SlowStream(gate);
        var running = await Patience.Returns(() => StreamFeed.SendAsync(context, feed));
        Expect.True(!running.IsCompleted, "The task has ended before the client has taken anything.", Section);
        Expect.True(feed.Asked <= 1, $"The client has not taken the first item, and the feed was asked {feed.Asked} times.", Section);
        gate.Open();
        await Patience.Ends(running);
    }

    [Fact]
    public async Task A_slow_feed_holds_no_thread()
    {
        using var gate = new Gate();
        var context = Context();
        var running = await Patience.Returns(() => StreamFeed.SendAsync(context, new LiveFeed().Waits(gate).Items("one")));
        Expect.True(!running.IsCompleted, "The task has ended before the feed has.", Section);
        gate.Open();
        await Patience.Ends(running);
    }

    [Fact]
    public async Task Two_clients_have_two_feeds()
    {
        await using var one = await Start(new LiveFeed().Items("a", "b"));
        await using var other = await Start(new LiveFeed().Items("1", "2"));
        using var letters = await one.Events();
        using var numbers = await other.Events();
        string?[] seen = [await letters.Next(), await numbers.Next(), await letters.Next(), await numbers.Next()];
        Expect.Sequence(["a", "1", "b", "2"], seen, "Events of two clients in turn", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        using var gate = new Gate();
        var feed = new LiveFeed().Items("order 1: paid", "order 2: a note\nin two lines").Waits(gate);
        await using var server = await Start(feed);
        var response = await server.Open();
        var story = $"> GET /\n< {(int)response.StatusCode} {response.ReasonPhrase}\n< content-type: {response.Content.Headers.ContentType?.MediaType}\n";
        using var events = await server.Events();
        for (var number = 1; number <= 2; number++)
            story += $"event {number}: {(await events.Next())?.Replace("\n", "\\n")}\n";
        server.Leave();
        EndsQuietly(await server.Ended);
        story += $"the client leaves: feed cancelled {feed.Token.IsCancellationRequested}, disposed {feed.Disposed.IsCompleted}, asked for {feed.Asked} items\n";
        await Snapshots.Match("StreamFeed", story);
    }

    private static DefaultHttpContext Context() =>
        new() { RequestServices = new ServiceCollection().AddLogging().AddOptions().BuildServiceProvider() };

    private static Task<LiveServer> Start(IAsyncEnumerable<string> feed) => LiveServer.Start(context => StreamFeed.SendAsync(context, feed));

    private static void EndsQuietly(Exception? error) =>
        Expect.True(error is null or OperationCanceledException, $"A client who leaves is no failure, but the task ended with {error}", Leaving);
}

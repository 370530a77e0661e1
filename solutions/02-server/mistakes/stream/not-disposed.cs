// Mistake: enumerates by hand and forgets to dispose: whatever the feed holds stays open.
// Rejected by: StreamFeedTests.A_failing_feed_is_disposed_and_its_exception_goes_on
namespace Camp.Server;

/// <summary>Sends an endless feed to a client, item by item, as server-sent events.</summary>
/// <remarks>
/// The answer has status 200, <c>Content-Type: text/event-stream</c> and <c>no-cache</c> in <c>Cache-Control</c>. Every item
/// is one event: <c>data: item</c>, then an empty line. A line break inside an item (<c>\n</c>, <c>\r\n</c>, <c>\r</c>) starts another
/// <c>data:</c> line of the same event, so that no item can forge an event or lose its second half.
/// An item is on its way to the client before the feed is asked for the next one; so the client sees it at once, and a slow
/// client slows the feed down.
/// </remarks>
public static class StreamFeed
{
    private static readonly string[] LineBreaks = ["\r\n", "\n", "\r"];

    /// <summary>Sends the feed until it ends, fails, or the client leaves.</summary>
    /// <remarks>
    /// The feed is enumerated once, with a token that is cancelled when the client leaves, and its enumerator is disposed in
    /// every case before the task ends.
    /// When the client leaves, the task ends, quietly or with an <see cref="OperationCanceledException"/>: that is no failure.
    /// A feed that never looks at its token is asked for a few items more at most (those already under way).
    /// When the feed fails, its exception goes on unchanged. When it ends, so does the answer.
    /// No thread is held while the feed or the client is slow.
    /// </remarks>
    /// <param name="feed">May be endless. It may wait as long as it likes between two items.</param>
    public static async Task SendAsync(HttpContext context, IAsyncEnumerable<string> feed)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        var left = context.RequestAborted;
        try
        {
            // The token wakes a feed that waits; "await foreach" disposes its enumerator on every way out.
            var items = feed.GetAsyncEnumerator(left);
            while (await items.MoveNextAsync())
            {
                var item = items.Current;
                // Writing to a client who has left does not fail: without this line the loop would run for ever.
                left.ThrowIfCancellationRequested();
                await response.WriteAsync(Event(item), left);
                await response.Body.FlushAsync(left);
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // A client who leaves is no failure.
        }
    }

    private static string Event(string item) =>
        string.Concat(item.Split(LineBreaks, StringSplitOptions.None).Select(line => $"data: {line}\n")) + "\n";
}

#:project ..

// A request goes through three layers; the client leaves, or the deadline passes. Run it with "dotnet demo/demo.cs" in the folder of this lesson.

using Camp.Context;

var values = new RequestValues();
var id = new RequestKey<string>("request");

try
{
    await Task.WhenAll(Request("r1 patient", clientStays: 9_000, order: 300), Request("r2 leaves", clientStays: 700, order: 500), Request("r3 is slow", clientStays: 9_000, order: 900));
    Console.WriteLine();
    Console.WriteLine("Three flows at once, one line for each query that began, stopped or ended. r2 stopped in the middle of a query because its client had left,");
    Console.WriteLine("r3 because 2 seconds had passed. No query of theirs began afterwards, and each line knew its request without a parameter.");
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish deadline, propagate, linked and request-values first ({todo.Message}): camp hint context/deadline");
    return 1;
}

async Task Request(string name, int clientStays, int order)
{
    using var _ = values.Set(id, name);
    // The server's token: cancelled when the client hangs up.
    using var client = new CancellationTokenSource(clientStays);
    using var request = new Linked(client.Token);
    var layers = new Propagate((what, token) => Query(what, order, token));
    try
    {
        Say(await new Deadline(TimeProvider.System).RunAsync(token => layers.PageAsync(name[..2], token), request.Token));
    }
    catch (TimeoutException)
    {
        Say("504: the deadline has passed");
    }
    catch (OperationCanceledException)
    {
        Say("nothing to answer: the client has left");
    }
}

async Task<IReadOnlyList<string>> Query(string what, int milliseconds, CancellationToken token)
{
    Say($"  {what} ...");
    try
    {
        await Task.Delay(milliseconds, token);
    }
    catch (OperationCanceledException)
    {
        Say($"  {what} STOPPED");
        throw;
    }

    return what.StartsWith("orders", StringComparison.Ordinal) ? ["1", "2", "3"] : [$"{what[6..]}00 EUR"];
}

void Say(string text) => Console.WriteLine($"{values.Get(id),-12} {text}");

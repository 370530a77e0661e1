#:project ..
// Three limiters under the same load, in simulated time, and then the shield in front of a service that breaks down.
// Run it with: dotnet demo/demo.cs
using Camp.Limits;
using Microsoft.Extensions.Time.Testing;

// Requests in each tenth of a second: calm, a burst, nothing, then too many for a while.
int[] load = [.. Few(5), 12, .. None(9), .. Many(15), .. Few(10)];
var clock = new FakeTimeProvider();
var second = TimeSpan.FromSeconds(1);
try
{
    Console.WriteLine("5 a second; each column is 0.1 s of simulated time. # allowed, . refused, w waits for its turn");
    Console.WriteLine($"asked: |{string.Concat(load.Select(count => " 123456789"[Math.Min(9, count)]))}| (9 is 9 or more)");
    var bucket = new TokenBucket(burst: 5, tokens: 5, second, clock);
    Race("token bucket: bursts pass, then the flow", () => bucket.TryTake() ? '#' : '.');
    var leaky = new LeakyBucket(capacity: 5, drops: 5, second, clock);
    Race("leaky bucket: a burst becomes a row", () => leaky.TryEnter() is { } wait ? wait == TimeSpan.Zero ? '#' : 'w' : '.');
    var window = new SlidingWindow(limit: 5, second, clock);
    Race("sliding window: never more than 5 in any second", () => window.TryTake() ? '#' : '.');
    await Breakdown();
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish the three limiters, the breaker and the fallback first ({todo.Message}): camp hint limits/token-bucket");
    return 1;
}

void Race(string name, Func<char> ask)
{
    var columns = new List<string>();
    foreach (var requests in load)
    {
        columns.Add(string.Concat(Enumerable.Range(0, requests).Select(_ => ask()).OrderBy(mark => "#w.".IndexOf(mark))));
        clock.Advance(TimeSpan.FromMilliseconds(100));
    }

    var all = string.Concat(columns);
    Console.WriteLine($"\n{name}\n  {all.Count(c => c == '#')} at once, {all.Count(c => c == 'w')} after a wait, {all.Count(c => c == '.')} refused");
    for (var row = Math.Min(6, columns.Max(column => column.Length)) - 1; row >= 0; row--)
        Console.WriteLine("  |" + string.Concat(columns.Select(column => row < column.Length ? column[row] : ' ')));
    Console.WriteLine("  +" + new string('-', load.Length));
    clock.Advance(TimeSpan.FromMinutes(1));
}

async Task Breakdown()
{
    var shield = new Shield<string>(new TokenBucket(3, 1, second, clock), new CircuitBreaker(2, TimeSpan.FromSeconds(3), clock),
        new Fallback<string>("standard prices", TimeSpan.FromMinutes(1), clock));
    Console.WriteLine("\nthe shield: 1 a second with a burst of 3, two failures open for 3 s; the service is down from 1 s to 5 s, and at 8 s a client hurries");
    for (var call = 0; call <= 12; call++, clock.Advance(call <= 8 ? second : TimeSpan.Zero))
    {
        var at = Math.Min(8, call);
        var down = at is >= 1 and <= 5;
        var result = await shield.RunAsync(_ => down ? throw new TimeoutException() : Task.FromResult($"prices of {at} s"), default);
        Console.WriteLine($"  {at} s: {result.Verdict,-12} {result.Answer?.Value ?? "-"} ({result.Answer?.Source.ToString() ?? "come back later"})");
    }
}

static IEnumerable<int> None(int times) => Enumerable.Repeat(0, times);
static IEnumerable<int> Few(int times) => Enumerable.Range(0, times).Select(i => i % 3 == 0 ? 1 : 0);
static IEnumerable<int> Many(int times) => Enumerable.Range(0, times).Select(i => 2 + (i % 2));

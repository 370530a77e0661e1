using System.Collections.Concurrent;
using Camp.Testing;

namespace Camp.Events.Tests;

/// <summary>A consumer group under test: it keeps what its handler gets.</summary>
public sealed class Group : IDisposable
{
    private readonly BlockingCollection<UserCreated> _events = [];
    private readonly ConcurrentQueue<UserCreated> _seen = new();
    private readonly CancellationTokenSource _stop = new();
    private int _now;

    public Group(KafkaBus bus, string name, Func<UserCreated, CancellationToken, Task>? handler = null) =>
        Running = Patience.Start(() => bus.ConsumeAsync(name, async (created, token) =>
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _now));
            SameToken &= token == _stop.Token;
            _seen.Enqueue(created);
            try
            {
                await (handler ?? ((_, _) => Task.CompletedTask))(created, token);
                _events.Add(created, CancellationToken.None);
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }, _stop.Token)).Unwrap();

    /// <summary>ConsumeAsync's task.</summary>
    public Task Running { get; }

    /// <summary>What the handler was called with.</summary>
    public IReadOnlyCollection<UserCreated> Seen => _seen;

    /// <summary>The most calls of the handler at once.</summary>
    public int Most { get; private set; }

    /// <summary>Whether the handler always got the caller's token.</summary>
    public bool SameToken { get; private set; } = true;

    /// <summary>Waits for so many events whose handler has ended well.</summary>
    public async Task<List<UserCreated>> Handled(int count)
    {
        using var over = new CancellationTokenSource();
        var taking = Task.Run(() => Enumerable.Range(0, count).Select(_ => _events.Take(over.Token)).ToList(), over.Token);
        await Patience.Ends(Task.WhenAny(taking, Running), $"{count} events for a group. See README.md, 'A broker in the middle'");
        if (!taking.IsCompleted)
        {
            await over.CancelAsync();
            await Running;
        }

        return await taking;
    }

    /// <summary>Ends it in good order.</summary>
    /// <returns>The exception that ConsumeAsync ends with.</returns>
    public async Task<Exception?> Stop()
    {
        await _stop.CancelAsync();
        return await Xunit.Record.ExceptionAsync(() => Patience.Ends(Running, "ConsumeAsync, after its cancellation"));
    }

    public void Dispose() => _stop.Cancel();
}

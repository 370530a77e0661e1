using System.Runtime.CompilerServices;
using Camp.Testing;

namespace Camp.Server.Tests;

/// <summary>A feed that the test drives and watches.</summary>
/// <param name="heedsItsToken">Whether a feed that waits stops when its token is cancelled.</param>
public sealed class LiveFeed(bool heedsItsToken = true) : IAsyncEnumerable<string>
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Step> _steps = [];

    private sealed record Step(string? Item, Gate? Gate, Exception? Failure);

    /// <summary>How often somebody has asked for an enumerator.</summary>
    public int Enumerations { get; private set; }

    /// <summary>How often somebody has asked for an item.</summary>
    public int Asked { get; private set; }

    /// <summary>The token that the enumeration was given.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Ends when the enumerator has been disposed.</summary>
    public Task Disposed => _disposed.Task;

    public LiveFeed Items(params string[] items)
    {
        _steps.AddRange(items.Select(item => new Step(item, null, null)));
        return this;
    }

    public LiveFeed Waits(Gate gate)
    {
        _steps.Add(new(null, gate, null));
        return this;
    }

    public LiveFeed Fails(Exception failure)
    {
        _steps.Add(new(null, null, failure));
        return this;
    }

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Enumerations++;
        Token = cancellationToken;
        return new Watched(this, Run(cancellationToken).GetAsyncEnumerator(CancellationToken.None));
    }

    private async IAsyncEnumerable<string> Run([EnumeratorCancellation] CancellationToken token)
    {
        foreach (var step in _steps)
        {
            if (step.Gate is not null)
                await step.Gate.Pass().WaitAsync(heedsItsToken ? token : CancellationToken.None);
            if (step.Failure is not null)
                throw step.Failure;
            if (step.Item is not null)
                yield return step.Item;
        }
    }

    private sealed class Watched(LiveFeed feed, IAsyncEnumerator<string> inner) : IAsyncEnumerator<string>
    {
        public string Current => inner.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            feed.Asked++;
            return inner.MoveNextAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            feed._disposed.TrySetResult();
        }
    }
}

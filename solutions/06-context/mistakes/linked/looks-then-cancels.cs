// Mistake: looks whether it is disposed, then cancels: another thread disposes in between.
// Rejected by: LinkedTests.Threads_may_cancel_and_dispose_at_the_same_time
namespace Camp.Context;

public sealed class Linked : IDisposable
{
    private readonly CancellationTokenSource _source;
    private volatile bool _disposed;

    public Linked(CancellationToken parent)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(parent);
        // A disposed source does not hand out its token any more.
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    public Linked Child() => new(Token);

    public void Cancel()
    {
        if (_disposed)
            return;
        Thread.Yield();
        _source.Cancel();
    }

    public void Dispose()
    {
        try
        {
            Cancel();
        }
        finally
        {
            // Takes this source off the parent's list, where it would stay as long as the parent lives.
            _source.Dispose();
            _disposed = true;
        }
    }
}

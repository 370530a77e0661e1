// Alternative: a flag under a lock decides; the callbacks run outside it.
namespace Camp.Context;

public sealed class Linked : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source;
    private int _users;
    private bool _disposed;

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
        lock (_gate)
        {
            if (_disposed)
                return;
            _users++;
        }

        try
        {
            _source.Cancel();
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose()
    {
        try
        {
            Cancel();
        }
        finally
        {
            Close();
        }
    }

    private void Leave()
    {
        bool last;
        lock (_gate)
            last = --_users == 0 && _disposed;
        if (last)
            _source.Dispose();
    }

    private void Close()
    {
        bool last;
        lock (_gate)
        {
            last = _users == 0 && !_disposed;
            _disposed = true;
        }

        if (last)
            _source.Dispose();
    }
}

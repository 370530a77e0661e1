// Mistake: Dispose does nothing: what runs under the token runs on, and the parent keeps the child.
// Rejected by: LinkedTests.Dispose_cancels_what_runs_under_the_token
// Explored: failed
namespace Camp.Context;

public sealed class Linked : IDisposable
{
    private readonly CancellationTokenSource _source;

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
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Disposed before or at this moment, and so cancelled already.
        }
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
    }
}

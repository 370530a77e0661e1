// Mistake: a callback that throws ends Dispose before it lets go: the parent keeps the child.
// Rejected by: LinkedTests.A_callback_that_throws_does_not_keep_the_link
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
        Cancel();
        // Takes this source off the parent's list, where it would stay as long as the parent lives.
        _source.Dispose();
    }
}

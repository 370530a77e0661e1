// Mistake: cancels and keeps the source: it stays on the parent's list as long as the parent lives.
// Rejected by: LinkedTests.A_parent_that_lives_on_does_not_grow_with_every_child
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
    }
}

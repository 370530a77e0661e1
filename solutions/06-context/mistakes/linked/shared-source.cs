// Mistake: a child is the same as its parent: cancelling one cancels all.
// Rejected by: LinkedTests.A_child_leaves_its_parent_and_its_siblings_alone
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

    public Linked Child() => this;

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
        try
        {
            Cancel();
        }
        finally
        {
            // Takes this source off the parent's list, where it would stay as long as the parent lives.
            _source.Dispose();
        }
    }
}

// Mistake: reads the token from the source each time: after Dispose that throws.
// Rejected by: LinkedTests.Dispose_cancels_what_runs_under_the_token
// Explored: failed
namespace Camp.Context;

public sealed class Linked : IDisposable
{
    private readonly CancellationTokenSource _source;

    public Linked(CancellationToken parent)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(parent);
    }

    public CancellationToken Token => _source.Token;

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

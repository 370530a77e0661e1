// Mistake: Cancel throws once the source is disposed: a late event ends the process.
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
        }
    }
}

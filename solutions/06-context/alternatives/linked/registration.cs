// Alternative: a source of its own and a registration on the parent, which Dispose takes back.
namespace Camp.Context;

public sealed class Linked : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _byParent;

    public Linked(CancellationToken parent)
    {
        _source = new CancellationTokenSource();
        // A disposed source does not hand out its token any more.
        Token = _source.Token;
        _byParent = parent.UnsafeRegister(static self => ((Linked)self!).Cancel(), this);
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
        try
        {
            Cancel();
        }
        finally
        {
            // Takes this source off the parent's list, where it would stay as long as the parent lives.
            _byParent.Unregister();
            _source.Dispose();
        }
    }
}

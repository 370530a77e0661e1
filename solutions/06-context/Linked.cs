namespace Camp.Context;

/// <summary>A token that is cancelled with its parent, and can be cancelled alone. Go: <c>ctx, cancel := context.WithCancel(parent)</c>.</summary>
/// <remarks>
/// Cancelling goes down, never up or sideways: from a parent to its children and theirs, not from a child to its parent or to another child.
/// Any number of threads may call anything at once.
/// </remarks>
public sealed class Linked : IDisposable
{
    private readonly CancellationTokenSource _source;

    /// <param name="parent">May be cancelled already; then so is this one.</param>
    public Linked(CancellationToken parent)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(parent);
        // A disposed source does not hand out its token any more.
        Token = _source.Token;
    }

    /// <summary>Cancelled with the parent, by <see cref="Cancel"/> or by <see cref="Dispose"/>. Can be read at any time.</summary>
    public CancellationToken Token { get; }

    /// <summary>Another one, whose parent is this one. After <see cref="Dispose"/> it is born cancelled.</summary>
    public Linked Child() => new(Token);

    /// <summary>Cancels the token. Does nothing when that was done before, or after <see cref="Dispose"/>.</summary>
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

    /// <summary>
    /// Cancels the token and lets go of the parent, which keeps no reference to this one or to what was registered on its token.
    /// Go: <c>defer cancel()</c>. May be called again. What a callback throws comes out, after the parent was let go of.
    /// </summary>
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

namespace Camp.Context;

/// <summary>A token that is cancelled with its parent, and can be cancelled alone. Go: <c>ctx, cancel := context.WithCancel(parent)</c>.</summary>
/// <remarks>
/// Cancelling goes down, never up or sideways: from a parent to its children and theirs, not from a child to its parent or to another child.
/// Any number of threads may call anything at once.
/// </remarks>
public sealed class Linked : IDisposable
{
    // Never disposed: it has nothing to give back, and a Cancel that has just begun on another thread would find its callbacks gone.
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _parent;

    /// <param name="parent">May be cancelled already; then so is this one.</param>
    public Linked(CancellationToken parent) => _parent = parent.UnsafeRegister(static linked => ((Linked)linked!)._source.Cancel(), this);

    /// <summary>Cancelled with the parent, by <see cref="Cancel"/> or by <see cref="Dispose"/>. Can be read at any time.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Another one, whose parent is this one. After <see cref="Dispose"/> it is born cancelled.</summary>
    public Linked Child() => new(Token);

    /// <summary>Cancels the token. Does nothing when that was done before, or after <see cref="Dispose"/>.</summary>
    public void Cancel() => _source.Cancel();

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
            // Off the parent's list, where it would stay as long as the parent lives.
            _parent.Unregister();
        }
    }
}

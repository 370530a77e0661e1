namespace Camp.Context;

/// <summary>A token that is cancelled with its parent, and can be cancelled alone. Go: <c>ctx, cancel := context.WithCancel(parent)</c>.</summary>
/// <remarks>
/// Cancelling goes down, never up or sideways: from a parent to its children and theirs, not from a child to its parent or to another child.
/// Any number of threads may call anything at once.
/// </remarks>
public sealed class Linked : IDisposable
{
    // TODO 1: a field for a source that is linked to the parent.

    /// <param name="parent">May be cancelled already; then so is this one.</param>
    public Linked(CancellationToken parent)
    {
        // TODO 2: link a source to the parent, and keep its token: a disposed source does not hand it out any more.
        throw new NotImplementedException("Linked: link a source to the parent.");
    }

    /// <summary>Cancelled with the parent, by <see cref="Cancel"/> or by <see cref="Dispose"/>. Can be read at any time.</summary>
    public CancellationToken Token => throw new NotImplementedException("Linked.Token: the token of the source.");

    /// <summary>Another one, whose parent is this one. After <see cref="Dispose"/> it is born cancelled.</summary>
    // TODO 3: the token is all that a child needs.
    public Linked Child() => throw new NotImplementedException("Linked.Child: link a child to this token.");

    /// <summary>Cancels the token. Does nothing when that was done before, or after <see cref="Dispose"/>.</summary>
    // TODO 4: cancelling a disposed source throws; that is no error here, even if another thread disposes at this moment.
    public void Cancel() => throw new NotImplementedException("Linked.Cancel: cancel the source.");

    /// <summary>
    /// Cancels the token and lets go of the parent, which keeps no reference to this one or to what was registered on its token.
    /// Go: <c>defer cancel()</c>. May be called again. What a callback throws comes out, after the parent was let go of.
    /// </summary>
    // TODO 5: cancel, then dispose the source, whatever a callback does.
    public void Dispose() => throw new NotImplementedException("Linked.Dispose: cancel, then dispose the source.");
}

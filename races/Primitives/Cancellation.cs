using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

/// <summary>What is known when something is cancelled is known to everyone who sees it.</summary>
internal static class Cancellation
{
    // One for all: a token may be linked to any number of sources.
    private static readonly object Line = new();

    private static readonly ConditionalWeakTable<CancellationTokenSource, object> Disposed = [];

    /// <summary>
    /// Cancels, and gives others a turn when the source is cancelled and has not called anybody yet: if it is disposed then, it forgets its
    /// callbacks, as the framework's does.
    /// </summary>
    public static void Cancel(CancellationTokenSource source, bool throwOnFirstException = false)
    {
        Act.Step("cancels", source);
        Act.Run.Release(Line);
        var (me, before) = (Act.Me, Act.Me.ForgetsCallbacks);
        try
        {
            // Registered last it is called first.
            if (!source.IsCancellationRequested && !IsDisposed(source))
                source.Token.UnsafeRegister(_ => me.ForgetsCallbacks = IsDisposedInBetween(source), null);
            source.Cancel(throwOnFirstException);
        }
        finally
        {
            me.ForgetsCallbacks = before;
        }
    }

    /// <summary>Keeps in mind that the source is disposed, and disposes it.</summary>
    public static void Dispose(CancellationTokenSource source)
    {
        Disposed.AddOrUpdate(source, source);
        source.Dispose();
    }

    public static bool Look(CancellationToken token)
    {
        Act.Step("looks at a token", null);
        if (token.IsCancellationRequested)
            Act.Run.Acquire(Line);
        return token.IsCancellationRequested;
    }

    public static void Acquire() => Act.Run.Acquire(Line);

    private static bool IsDisposed(CancellationTokenSource source) => Disposed.TryGetValue(source, out _);

    private static bool IsDisposedInBetween(CancellationTokenSource source)
    {
        Act.Step("begins to call back", source);
        if (!IsDisposed(source))
            return false;
        Act.Run.Record(Act.Me, "finds its callbacks gone: disposed", null);
        return true;
    }
}

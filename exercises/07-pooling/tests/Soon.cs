using System.Runtime.CompilerServices;
using Camp.Testing;

namespace Camp.Pooling.Tests;

/// <summary>Waits for what happens in the background.</summary>
public static class Soon
{
    /// <summary>Fails the test when it never becomes so.</summary>
    public static Task Is(Func<bool> so, [CallerArgumentExpression(nameof(so))] string call = "") =>
        Patience.Returns(() => SpinWait.SpinUntil(so, Patience.Limit * 2), call);
}

using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(TaskAsyncEnumerableExtensions), Harmless = "WithCancellation")]
public static class AsyncStreams
{
    public static ConfiguredCancelableAsyncEnumerable<T> ConfigureAwait<T>(IAsyncEnumerable<T> source, bool continueOnCapturedContext) => source.ConfigureAwait(true);

    public static ConfiguredAsyncDisposable ConfigureAwait(IAsyncDisposable source, bool continueOnCapturedContext) => source.ConfigureAwait(true);
}

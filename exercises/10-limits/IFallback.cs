namespace Camp.Limits;

/// <summary>Answers in any case: by the call, or by something instead.</summary>
public interface IFallback<T>
{
    /// <summary>Runs <paramref name="call"/>, with the same token; when it fails the answer is another value.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    Task<Answer<T>> GetAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation);
}

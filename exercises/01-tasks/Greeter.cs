namespace Camp.Tasks;

/// <summary>Says hello in the background, and lets the caller know how it went. Go: <c>go sayHello()</c> and a channel to wait on.</summary>
public static class Greeter
{
    /// <summary>Calls <paramref name="say"/> once, in the background, with <c>Hello, NAME!</c> and the token.</summary>
    /// <remarks>
    /// <para>The call gives back its task at once, even if <paramref name="say"/> blocks the thread that runs it.</para>
    /// <para>The task ends when the greeting has ended and not before, also when the token is cancelled meanwhile: then it is
    /// for <paramref name="say"/> to stop, and if it ends well all the same, so does this task.</para>
    /// <para>No thread of the pool is held while the task that <paramref name="say"/> gave back is under way.</para>
    /// </remarks>
    /// <param name="name">Who is greeted.</param>
    /// <param name="say">Says the text. It may throw before it gives back a task.</param>
    /// <param name="cancellationToken">Goes on to <paramref name="say"/>. If it is cancelled before the call, nothing is said.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the call.</exception>
    /// <exception cref="Exception">Whatever <paramref name="say"/> throws: that very exception, not wrapped.</exception>
    // TODO 1: start the work on the thread pool: Task.Run takes a Func<Task> and a token.
    // TODO 2: hand its task to the caller, so that its end and its failure arrive there. No sleep, no async void.
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Greeter.GreetAsync: start the greeting and give back its task.");
}

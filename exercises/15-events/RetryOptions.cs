namespace Camp.Events;

/// <summary>How often, and how far apart, a message is tried.</summary>
/// <param name="Attempts">How often at most, the first time included; at least 1.</param>
/// <param name="FirstDelay">The wait after the first failure; zero or longer.</param>
/// <param name="MaxDelay">The longest wait; not shorter than <paramref name="FirstDelay"/>, and a day at most.</param>
public sealed record RetryOptions(int Attempts, TimeSpan FirstDelay, TimeSpan MaxDelay);

namespace Camp.Memory;

/// <summary>One request in a log. Its texts are parts of the line, not copies: it cannot outlive the line, and the compiler sees to that.</summary>
public readonly ref struct LogLine
{
    /// <summary>When the request came, in UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Such as GET.</summary>
    public ReadOnlySpan<char> Method { get; init; }

    /// <summary>Such as /api/users/42.</summary>
    public ReadOnlySpan<char> Path { get; init; }

    /// <summary>Such as 200.</summary>
    public int Status { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}

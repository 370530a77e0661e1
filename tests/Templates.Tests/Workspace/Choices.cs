namespace Camp.Templates.Tests.Workspace;

/// <summary>One value for each option of the workspace.</summary>
internal sealed record Choices(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Each option with its default and the other value.</summary>
    public static IReadOnlyList<(string Option, string Default, string Other)> Options { get; } =
    [
        ("database", "sqlite", "postgres"), ("broker", "channels", "kafka"), ("limiter", "memory", "redis"),
        ("auth", "true", "false"), ("metrics", "true", "false"), ("docker", "false", "true"), ("kubernetes", "false", "true"),
        ("ci", "github", "none"),
    ];

    /// <summary>All 256.</summary>
    public static IEnumerable<Choices> All => Enumerable.Range(0, 1 << Options.Count)
        .Select(bits => With(Options.Where((_, index) => (bits & (1 << index)) != 0).Select(option => option.Option)));

    /// <summary>
    /// Rows in which any two values of two options meet. Besides the first, each option has its other value in three rows of five, and
    /// no two options in the same three.
    /// </summary>
    public static IReadOnlyList<Choices> Pairwise { get; } =
    [
        With([]),
        With(["database", "broker", "limiter", "docker", "kubernetes"]),
        With(["database", "broker", "limiter", "metrics", "ci"]),
        With(["database", "auth", "docker", "kubernetes", "ci"]),
        With(["broker", "auth", "metrics", "docker", "ci"]),
        With(["limiter", "auth", "metrics", "kubernetes"]),
    ];

    public string this[string option] => Values[option];

    /// <summary>The arguments for dotnet new, without the defaults.</summary>
    public IEnumerable<string> Arguments => Options.Where(option => this[option.Option] != option.Default)
        .SelectMany(option => new[] { $"--{option.Option}", this[option.Option] });

    public override string ToString() => string.Join(' ', Arguments.DefaultIfEmpty("defaults"));

    private static Choices With(IEnumerable<string> others) => new(Options.ToDictionary(
        option => option.Option, option => others.Contains(option.Option) ? option.Other : option.Default));
}

namespace Camp.Predict;

/// <summary>One number that the model takes.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Default">What is taken when it is missing: about the middle of the training data.</param>
/// <param name="Min">The smallest value that makes sense.</param>
/// <param name="Max">The largest value that makes sense.</param>
public sealed record Feature(string Name, double Default, double Min, double Max)
{
    /// <summary>All of them, in the order of <see cref="Customer.Values"/>.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("age", Default: 45, Min: 18, Max: 100),
        new("usage", Default: 30, Min: 0, Max: 744),
        new("tenure", Default: 24, Min: 0, Max: 600),
    ];
}

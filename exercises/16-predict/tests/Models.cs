using System.Reflection;

namespace Camp.Predict.Tests;

/// <summary>Models for the tests.</summary>
public static class Models
{
    /// <summary>The trained model of this lesson.</summary>
    public static string File { get; } = typeof(Models).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "ModelFile").Value!;

    /// <summary>One that gives this probability to everybody.</summary>
    public static ChurnModel Saying(double probability, string version = "test") =>
        new(version, [0, 0, 0], [1, 1, 1], [0, 0, 0], Math.Log(probability / (1 - probability)));
}

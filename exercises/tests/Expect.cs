using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Xunit;

namespace Camp.Testing;

/// <summary>Assertions whose messages say what was expected, what happened and where to read on.</summary>
public static class Expect
{
    /// <summary>Fails when the two differ. <paramref name="what"/> begins a sentence: "The status".</summary>
    public static void Equal<T>(T expected, T? actual, string what, string section) =>
        True(Equals(expected, actual), $"{what}: expected {Show(expected)}, got {Show(actual)}.", section);

    /// <summary>Fails when the two lists differ in length, order or content.</summary>
    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what, string section) =>
        Equal(string.Join(", ", expected), string.Join(", ", actual), what, section);

    /// <summary>Fails unless <paramref name="seen"/> is the very exception that the handler threw.</summary>
    public static void Same(Exception thrown, Exception? seen, string section)
    {
        // What a stub throws is no answer yet, right or wrong.
        if (seen is NotImplementedException)
            ExceptionDispatchInfo.Throw(seen);
        True(
            ReferenceEquals(thrown, seen),
            $"The handler's exception should go on as it is, not {seen?.GetType().Name ?? "none"}: {seen?.Message}",
            section);
    }

    /// <summary>Fails with the message and the section of README.md to read.</summary>
    public static void True([DoesNotReturnIf(false)] bool holds, string message, string section) =>
        Assert.True(holds, $"{message} See README.md, '{section}'.");

    private static string Show(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        _ => FormattableString.Invariant($"'{value}' ({value.GetType().Name})"),
    };
}

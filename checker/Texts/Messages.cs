namespace TrainingCamp.Checker.Texts;

/// <summary>
/// Everything that camp says to a person, in English. A second language is a class derived from this one that overrides its
/// members; what it leaves out stays English. Members that return a <see cref="FormattableString"/> hold Spectre markup, and
/// <see cref="Screens.Screen.Line(FormattableString)"/> escapes what is put into them.
/// </summary>
internal partial class Messages
{
    /// <summary>The language in use.</summary>
    public static Messages Say { get; } = new();

    /// <summary>"1 test", "2 tests".</summary>
    protected static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";
}

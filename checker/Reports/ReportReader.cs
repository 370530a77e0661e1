using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Reports;

/// <summary>Reads reports that others have sent: every field may be missing, enormous or hostile.</summary>
internal static partial class ReportReader
{
    private const int MostBytes = 8 * 1024 * 1024;
    private const int MostExercises = 2000;
    private const int MostTests = 2000;
    private const int LongestName = 80;
    private const int LongestMessage = 2000;

    private static readonly string[] Outcomes = ["passed", "failed", "not-implemented", "compile-error", "hung", "crashed", "flooded", "skipped"];

    /// <exception cref="InvalidDataException">It is no report that this tool can read; the message says why.</exception>
    public static Report Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new InvalidDataException(Messages.Say.ReportTooLarge(MostBytes / 1024 / 1024));
            return Checked(JsonSerializer.Deserialize<Report>(File.ReadAllBytes(path), JsonSerializerOptions.Web));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(error is JsonException ? Messages.Say.ReportIsNoJson : error.Message, error);
        }
    }

    private static Report Checked(Report? report)
    {
        if (report?.Format != Report.Name)
            throw new InvalidDataException(Messages.Say.NoReport);
        if (report.Version != Report.Known)
            throw new InvalidDataException(Messages.Say.ReportVersion(report.Version, Report.Known));
        if (report.Exercises is null || report.Exercises.Count > MostExercises)
            throw new InvalidDataException(Messages.Say.ReportWithoutExercises);
        return report with
        {
            Learner = Clean(report.Learner, LongestName) is { Length: > 0 } name ? name : Messages.Say.NoName,
            Camp = Clean(report.Camp, LongestName),
            CreatedAt = Clean(report.CreatedAt, LongestName),
            Exercises = [.. report.Exercises.Select(Checked).DistinctBy(exercise => exercise.Id)],
        };
    }

    private static ExerciseReport Checked(ExerciseReport? exercise)
    {
        if (exercise is null || !Id().IsMatch(exercise.Id ?? "") || !Outcomes.Contains(exercise.Outcome) || exercise.Tests is { Count: > MostTests })
            throw new InvalidDataException(Messages.Say.ReportExerciseInvalid(Clean(exercise?.Id, LongestName)));
        return exercise with
        {
            Message = Clean(exercise.Message, LongestMessage),
            Hints = Math.Clamp(exercise.Hints, 0, 3),
            Tests = [.. (exercise.Tests ?? []).Where(test => test is not null && Outcomes.Contains(test.Outcome))
                .Select(test => test with { Name = Clean(test.Name, 200), Message = Clean(test.Message, LongestMessage) })],
        };
    }

    /// <summary>Without what could move the cursor, turn the direction of writing, or break XML; not longer than <paramref name="longest"/>.</summary>
    public static string Clean(string? text, int longest)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (clean.Length >= longest)
                return clean.Append('…').ToString();
            var unsafeRune = Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')
                || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format
                || rune.Value is 0xFFFE or 0xFFFF;
            if (!unsafeRune)
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,60}/[a-z][a-z0-9-]{0,60}\z")]
    private static partial Regex Id();
}

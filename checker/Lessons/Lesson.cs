using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Lessons;

/// <summary>A folder with a lesson.json: a project of exercises and their tests.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="Id">Stable, such as "sync".</param>
/// <param name="Number">The lesson's place in the camp, 1 to 99.</param>
/// <param name="HasService">Whether the workspace's service comes with it, below service/, without the files that are exercises.</param>
internal sealed partial record Lesson(
    string Folder, string Id, int Number, string Title, IReadOnlyList<Exercise> Exercises, bool HasService = false)
{
    public const string FileName = "lesson.json";

    /// <summary>"05-sync": the folder's name in the repository, whatever the trainee called theirs.</summary>
    public string NumberedId => $"{Number:00}-{Id}";

    public string PathOf(Exercise exercise) => Path.Combine(Folder, exercise.File);

    /// <summary>The files of the exercise's test class: tests/CounterTests.cs, and parts of it such as tests/CounterTests.Overflow.cs.</summary>
    public IEnumerable<string> TestPathsOf(Exercise exercise) =>
        Directory.Exists(TestFolder) ? Directory.EnumerateFiles(TestFolder, exercise.Tests + "*.cs").Where(path => IsTestOf(exercise, path)) : [];

    /// <summary>Whether the file is one of <see cref="TestPathsOf"/>, or was.</summary>
    public bool IsTestOf(Exercise exercise, string path) =>
        Path.GetDirectoryName(path) == TestFolder && Path.GetFileName(path).StartsWith(exercise.Tests + ".", StringComparison.Ordinal);

    private string TestFolder => Path.Combine(Folder, "tests");

    /// <exception cref="CampException">lesson.json cannot be read or breaks a rule of its schema.</exception>
    public static Lesson Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var json = JsonSerializer.Deserialize(File.ReadAllText(path), CampJson.Default.LessonJson);
            return Checked(path, json ?? throw new JsonException(Messages.Say.EmptyFile));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw CampException.Broken(Messages.Say.LessonUnreadable(path, error.Message));
        }
    }

    private static Lesson Checked(string path, LessonJson json)
    {
        Require(IdPattern().IsMatch(json.Id ?? ""), Messages.Say.LessonIdInvalid(json.Id));
        Require(json.Number is >= 1 and <= 99, Messages.Say.LessonNumberInvalid(json.Number));
        Require(json.Exercises is { Count: > 0 }, Messages.Say.LessonWithoutExercises);
        var exercises = json.Exercises!.Select(e => new Exercise(e.Id ?? "", e.File ?? "", e.Tests ?? "", e.Races, e.Schedules ?? Exercise.UsualSchedules)).ToList();
        foreach (var exercise in exercises)
        {
            Require(ExercisePattern().IsMatch(exercise.Id) && exercise.Id.StartsWith(json.Id + "/", StringComparison.Ordinal), Messages.Say.ExerciseIdInvalid(exercise.Id, json.Id));
            Require(FilePattern().IsMatch(exercise.File), Messages.Say.ExerciseFileInvalid(exercise.Id, exercise.File));
            Require(TestsPattern().IsMatch(exercise.Tests), Messages.Say.ExerciseTestsInvalid(exercise.Id, exercise.Tests));
            Require(exercise.Races is null || RacesPattern().IsMatch(exercise.Races), Messages.Say.ExerciseRacesInvalid(exercise.Id, exercise.Races));
            Require(exercise.Schedules is >= 20 and <= 2_000, Messages.Say.ExerciseSchedulesInvalid(exercise.Id, exercise.Schedules));
        }

        Require(exercises.Select(e => e.Id).Distinct().Count() == exercises.Count, Messages.Say.ExerciseTwice);
        return new Lesson(Path.GetDirectoryName(path)!, json.Id!, json.Number, json.Title ?? json.Id!, exercises, json.Service);

        void Require(bool valid, string fault)
        {
            if (!valid)
                throw CampException.Broken(Messages.Say.LessonInvalid(path, fault));
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$")]
    private static partial Regex ExercisePattern();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*\.cs$")]
    private static partial Regex FilePattern();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*Tests$")]
    private static partial Regex TestsPattern();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*Races$")]
    private static partial Regex RacesPattern();

    /// <summary>The file, unchecked.</summary>
    internal sealed record LessonJson(string? Id, int Number, string? Title, List<ExerciseJson>? Exercises, bool Service);

    /// <summary>An exercise in it.</summary>
    internal sealed record ExerciseJson(string? Id, string? File, string? Tests, string? Races, int? Schedules);
}

using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests.Support;

/// <summary>A fresh copy of the golden lesson in a folder of its own, with a space and a Chinese word in its path.</summary>
public sealed class GoldenLesson : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "golden");

    private readonly string _folder = Directory.CreateTempSubdirectory("camp 课程 ").FullName;

    public GoldenLesson()
    {
        Folder = Path.Combine(_folder, "42 golden");
        foreach (var file in Directory.GetFiles(Path.Combine(Golden, "lesson"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Path.Combine(Golden, "lesson"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder { get; }

    /// <summary>Tests of which the last check told while they ran.</summary>
    public IReadOnlyCollection<string> StillRan { get; private set; } = [];

    internal Lesson Lesson => Lesson.Read(Folder);

    public static string AnswerText(string name) => File.ReadAllText(Path.Combine(Golden, "answers", name + ".cs"));

    public void Answer(string name) => File.WriteAllText(Path.Combine(Folder, "Adder.cs"), AnswerText(name));

    /// <summary>Checks the whole lesson with an answer in place; short limits, because the golden answers hang for certain.</summary>
    internal async Task<IReadOnlyList<Verdict>> Check(string answer)
    {
        Answer(answer);
        var stillRan = new ConcurrentQueue<string>();
        StillRan = stillRan;
        using var check = new LessonCheck(Lesson, new Pristine(NoLessons)) { Limits = new(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5)), StillRuns = stillRan.Enqueue };
        return await check.Check(Lesson.Exercises, cancellation: TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string NoLessons => Path.Combine(AppContext.BaseDirectory, "nothing");
}

using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Compiles answers to exercises and explores their situations, in this process.</summary>
internal sealed class Explored(Lesson lesson, string output)
{
    private LessonCompiler? _compiler;
    private CompilerCall? _call;

    /// <returns>What was found: "race", "deadlock", "failed", …; empty when nothing was.</returns>
    public async Task<IReadOnlyList<string>> Outcomes(Exercise exercise, string text, CancellationToken cancellation)
    {
        _call ??= await new LessonProject(lesson, output).CompilerCall(cancellation);
        _compiler ??= new LessonCompiler(lesson.Folder, _call);

        // Of the tests only the situations are needed.
        var texts = lesson.Exercises.SelectMany(lesson.TestPathsOf).Where(path => !path.EndsWith($"{exercise.Tests}.Races.cs", StringComparison.Ordinal)).ToDictionary(path => path, _ => "");
        texts[lesson.PathOf(exercise)] = text;
        if (_compiler.Compile(texts, cancellation) is { Count: > 0 } errors)
            return [.. errors.Select(error => error.Describe(lesson.Folder))];
        var situations = Exploring.Run(_call.Output, RaceRequest.Always, new Dictionary<string, string> { [exercise.Races!] = "camp check --seed {0}" });
        return [.. situations.Select(RaceCheck.AsTest).Where(test => test.Outcome != Checker.Verdicts.Outcome.Passed).Select(test => Checker.Verdicts.OutcomeNames.Name(test.Outcome))];
    }
}

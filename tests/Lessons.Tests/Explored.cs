using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Compiles answers to exercises and explores their situations, in this process.</summary>
internal sealed class Explored(Lesson lesson) : IDisposable
{
    private readonly RunFolder _folder = RunFolder.Take(lesson.Folder);
    private LessonCompiler? _compiler;
    private CompilerCall? _call;

    /// <returns>What was found: "race", "deadlock", "failed", …; empty when nothing was.</returns>
    public async Task<IReadOnlyList<string>> Outcomes(Exercise exercise, string text, CancellationToken cancellation)
    {
        if (_call is null)
        {
            var call = await new LessonProject(lesson).CompilerCall(cancellation);
            SdkCompiler.Use(call.Compiler);
            _call = _folder.LayOut(call);
            _compiler = Compiler(_call);
        }

        var compiled = _compiler!.Compile(Texts(exercise, text), cancellation);
        if (!compiled.Succeeded)
            return [.. compiled.Errors.Select(error => error.Describe(lesson.Folder))];
        compiled.Write(_call.Output);
        var situations = Exploring.Run(_call.Output, RaceRequest.Always, new Dictionary<string, string> { [exercise.Races!] = "camp check --seed {0}" });
        return [.. situations.Select(RaceCheck.AsTest).Where(test => test.Outcome != Outcome.Passed).Select(test => test.Outcome.Name())];
    }

    public void Dispose() => _folder.Dispose();

    // Of the tests only the situations are needed.
    private Dictionary<string, string> Texts(Exercise exercise, string text)
    {
        var texts = lesson.Exercises.SelectMany(lesson.TestPathsOf).Where(path => !path.EndsWith($"{exercise.Tests}.Races.cs", StringComparison.Ordinal)).ToDictionary(path => path, _ => "");
        texts[lesson.PathOf(exercise)] = text;
        return texts;
    }

    // On its own, because until now the compiler could not be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private LessonCompiler Compiler(CompilerCall call) => new(lesson.Folder, call);
}

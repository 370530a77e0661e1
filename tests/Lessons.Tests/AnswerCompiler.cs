using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Compiles answers to a lesson's exercises in this process, for a copy of the lesson's dependencies.</summary>
/// <param name="compilers">Gives the lesson's compiler.</param>
internal sealed class AnswerCompiler(Lesson lesson, Func<Lesson, CompilerCall, LessonCompiler> compilers) : IDisposable
{
    private readonly RunFolder _folder = RunFolder.Take(lesson.Folder);
    private LessonCompiler? _compiler;

    /// <summary>Where the dependencies lie. After the first <see cref="Compile"/>.</summary>
    public CompilerCall Call { get; private set; } = null!;

    /// <param name="tests">Which of the exercises' test files (full paths) take part: those of others need not.</param>
    /// <param name="inTwo">Whether answers and tests may become two assemblies.</param>
    public async Task<Compiled> Compile(Exercise exercise, string text, Func<string, bool> tests, CancellationToken cancellation, bool inTwo = true)
    {
        if (_compiler is null)
        {
            var call = await new LessonProject(lesson).CompilerCall(cancellation);
            SdkCompiler.Use(call.Compiler);
            Call = _folder.LayOut(call);
            _compiler = compilers(lesson, Call);
        }

        var texts = lesson.Exercises.SelectMany(lesson.TestPathsOf).Where(path => !tests(path)).ToDictionary(path => path, _ => "");
        texts[lesson.PathOf(exercise)] = text;
        return _compiler.Compile(texts, cancellation, inTwo);
    }

    public void Dispose() => _folder.Dispose();
}

using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Explores the situations of answers, in this process.</summary>
internal sealed class Explored(Lesson lesson) : IDisposable
{
    // Two tests ask for the same mistakes, and exploring finds the same every time.
    private static readonly ConcurrentDictionary<(string Lesson, string Path), IReadOnlyList<TestVerdict>> Known = new();

    // The first schedule loads and compiles what it uses, here beside other tests. Nobody reads the reports.
    private static readonly RaceRequest Request = RaceRequest.Always with { Patience = TimeSpan.FromSeconds(30), Shorten = 0 };

    private readonly AnswerCompiler _compiler = new(lesson, Compilers.Of);

    /// <returns>The situations that found something, and what; none when nothing was found. Of a mistake, as far as it takes to find what it says.</returns>
    public async Task<IReadOnlyList<TestVerdict>> Found(Answer answer, CancellationToken cancellation) =>
        Known.TryGetValue((lesson.Folder, answer.Path), out var known) ? known : Known[(lesson.Folder, answer.Path)] = await Explore(answer, cancellation);

    public void Dispose() => _compiler.Dispose();

    private async Task<IReadOnlyList<TestVerdict>> Explore(Answer answer, CancellationToken cancellation)
    {
        var exercise = answer.Exercise;
        // Of the tests only the situations are needed.
        var compiled = await _compiler.Compile(exercise, answer.Text, path => path.EndsWith($"{exercise.Tests}.Races.cs", StringComparison.Ordinal), cancellation);
        if (!compiled.Succeeded)
            return [.. compiled.Errors.Select(error => new TestVerdict("(compiler)", Outcome.CompileError, error.Describe(lesson.Folder)))];
        compiled.Write(_compiler.Call.Output);
        var situations = Exploring.Run(_compiler.Call.Output, Request, [Explorable.Of(exercise)], answer.DiesExplored ? answer.RejectedBy.Split('.')[1] : null);
        var found = new List<TestVerdict>();
        foreach (var test in situations.Select(RaceCheck.AsTest).Where(test => test.Outcome != Outcome.Passed))
        {
            found.Add(test);
            if (test.Outcome.Name() == answer.Explored)
                break;
        }

        return found;
    }
}

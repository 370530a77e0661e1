namespace TrainingCamp.Checker.Compiling;

/// <summary>What the compiler made of a lesson: assemblies with their symbols, or errors.</summary>
/// <param name="Tests">The program that runs the tests; null where there are errors.</param>
/// <param name="Answers">What it tests; null where that is part of it.</param>
internal sealed record Compiled(Image? Tests, Image? Answers, IReadOnlyList<CompileError> Errors)
{
    public static Compiled Refused(IReadOnlyList<CompileError> errors) => new(null, null, errors);

    public bool Succeeded => Tests is not null;

    /// <summary>The name or path of the answers that belong to a lesson's assembly: "Sync.Answers" to "Sync", "Sync.Answers.dll" to "Sync.dll".</summary>
    public static string AnswersOf(string assembly) =>
        assembly.EndsWith(".dll", StringComparison.Ordinal) ? AnswersOf(assembly[..^4]) + ".dll" : assembly + ".Answers";

    /// <summary>Writes everything beside the lesson's dependencies.</summary>
    /// <param name="path">Of the tests.</param>
    public void Write(string path)
    {
        Tests!.Write(path);
        if (Answers is null)
            File.Delete(AnswersOf(path));
        else
            Answers.Write(AnswersOf(path));
    }
}

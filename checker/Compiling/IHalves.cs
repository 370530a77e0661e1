namespace TrainingCamp.Checker.Compiling;

/// <summary>Compiles the two halves of a lesson, each into an assembly: what trainees write, and what tests it.</summary>
internal interface IHalves
{
    /// <summary>The half that is tested.</summary>
    /// <param name="name">Of the assembly.</param>
    /// <param name="sources">Texts by full path. What has no full path is nowhere on disk.</param>
    /// <returns>Null when it does not compile by itself.</returns>
    LessonHalf? Answers(string name, IReadOnlyDictionary<string, string> sources, CancellationToken cancellation);

    /// <summary>The half that tests.</summary>
    /// <param name="surface">That of the answers.</param>
    /// <inheritdoc cref="Answers"/>
    LessonHalf? Tests(string name, IReadOnlyDictionary<string, string> sources, byte[] surface, CancellationToken cancellation);
}

/// <summary>One half of a lesson, compiled.</summary>
/// <param name="Types">What is declared in it, by full names: in the other half it must not be declared again.</param>
internal sealed record LessonHalf(Image Image, HashSet<string> Types);

namespace TrainingCamp.Checker.Compiling;

/// <summary>What the compiler made of a lesson: an assembly with its symbols, or errors.</summary>
internal sealed record Compiled(byte[] Assembly, byte[] Symbols, IReadOnlyList<CompileError> Errors)
{
    public static Compiled Refused(IReadOnlyList<CompileError> errors) => new([], [], errors);

    public bool Succeeded => Errors.Count == 0;

    /// <summary>
    /// Writes assembly and symbols beside the lesson's dependencies. New files take the places of the old: a process that still
    /// has those mapped keeps what it has.
    /// </summary>
    public void Write(string path)
    {
        Replace(path, Assembly);
        Replace(Path.ChangeExtension(path, ".pdb"), Symbols);
    }

    private static void Replace(string path, byte[] content)
    {
        var fresh = path + ".new";
        File.WriteAllBytes(fresh, content);
        File.Move(fresh, path, overwrite: true);
    }
}

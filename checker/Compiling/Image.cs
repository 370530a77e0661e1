using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace TrainingCamp.Checker.Compiling;

/// <summary>A compiled assembly.</summary>
/// <param name="Symbols">A portable PDB.</param>
/// <param name="Surface">What other assemblies can see of it: a reference assembly, the same byte for byte while that is the same. Empty unless asked for.</param>
internal sealed record Image(byte[] Assembly, byte[] Symbols, byte[] Surface)
{
    /// <returns>Null when there are errors.</returns>
    public static Image? Emit(Compilation compilation, out IEnumerable<Diagnostic> errors, CancellationToken cancellation, bool surface = false)
    {
        var (assembly, symbols, seen) = (new MemoryStream(), new MemoryStream(), new MemoryStream());
        var emitted = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellation);
        errors = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (!emitted.Success)
            return null;
        // Without what the compiler makes of method bodies: classes of closures and of async methods are nothing that others see.
        if (surface && !compilation.Emit(seen, options: new EmitOptions(metadataOnly: true, includePrivateMembers: false), cancellationToken: cancellation).Success)
            return null;
        return new Image(assembly.ToArray(), symbols.ToArray(), seen.ToArray());
    }

    /// <summary>
    /// Writes assembly and symbols. New files take the places of the old: a process that still has those mapped keeps what it has.
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

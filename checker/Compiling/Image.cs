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
        var options = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, includePrivateMembers: !surface);
        var emitted = compilation.Emit(assembly, symbols, metadataPEStream: surface ? seen : null, options: options, cancellationToken: cancellation);
        errors = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return emitted.Success ? new Image(assembly.ToArray(), symbols.ToArray(), seen.ToArray()) : null;
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

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.Diagnostics.Runtime;

namespace TrainingCamp.Checker.Running;

/// <summary>Finds the source line of an instruction by the portable PDBs beside assemblies.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly Dictionary<string, MetadataReaderProvider> _providers;

    public SourceLines(IEnumerable<string> assemblies) => _providers = assemblies.Where(path => File.Exists(PdbOf(path)))
        .ToDictionary(path => Path.GetFileName(path), path => MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(File.ReadAllBytes(PdbOf(path)))));

    /// <returns>" at File.cs:12", or an empty text when the line is not known.</returns>
    public string At(ClrMethod method, ulong instruction)
    {
        if (!_providers.TryGetValue(Path.GetFileName(method.Type.Module.Name) ?? "", out var provider) || method.GetILOffset(instruction) is not (>= 0 and var offset))
            return "";
        var reader = provider.GetMetadataReader();
        var handle = MetadataTokens.MethodDefinitionHandle((int)(method.MetadataToken & 0xFFFFFF)).ToDebugInformationHandle();
        var points = reader.GetMethodDebugInformation(handle).GetSequencePoints().Where(p => !p.IsHidden && p.Offset <= offset);
        var point = points.OrderBy(p => p.Offset).LastOrDefault();
        return point.Document.IsNil ? "" : $" at {Path.GetFileName(reader.GetString(reader.GetDocument(point.Document).Name))}:{point.StartLine}";
    }

    public void Dispose()
    {
        foreach (var provider in _providers.Values)
            provider.Dispose();
    }

    private static string PdbOf(string assembly) => Path.ChangeExtension(assembly, ".pdb");
}

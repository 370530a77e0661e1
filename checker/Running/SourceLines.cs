using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.Diagnostics.Runtime;

namespace TrainingCamp.Checker.Running;

/// <summary>Finds the source line of an instruction by the portable PDB beside an assembly.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly MetadataReaderProvider? _provider;

    public SourceLines(string pdb) =>
        _provider = File.Exists(pdb) ? MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(File.ReadAllBytes(pdb))) : null;

    /// <returns>" at File.cs:12", or an empty text when the line is not known.</returns>
    public string At(ClrMethod method, ulong instruction)
    {
        if (_provider is null || method.GetILOffset(instruction) is not (>= 0 and var offset))
            return "";
        var reader = _provider.GetMetadataReader();
        var handle = MetadataTokens.MethodDefinitionHandle((int)(method.MetadataToken & 0xFFFFFF)).ToDebugInformationHandle();
        var points = reader.GetMethodDebugInformation(handle).GetSequencePoints().Where(p => !p.IsHidden && p.Offset <= offset);
        var point = points.OrderBy(p => p.Offset).LastOrDefault();
        return point.Document.IsNil ? "" : $" at {Path.GetFileName(reader.GetString(reader.GetDocument(point.Document).Name))}:{point.StartLine}";
    }

    public void Dispose() => _provider?.Dispose();
}

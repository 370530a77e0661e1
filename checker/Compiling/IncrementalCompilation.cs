using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace TrainingCamp.Checker.Compiling;

/// <summary>A compilation that follows its sources: only what has changed is parsed anew.</summary>
/// <param name="name">Of the assembly.</param>
/// <param name="arguments">As MSBuild would give them to the compiler.</param>
/// <param name="parsing">May differ from what the arguments say.</param>
/// <param name="options">The same.</param>
/// <param name="generators">The assemblies that hold generators.</param>
internal sealed class IncrementalCompilation(
    string name, CSharpCommandLineArguments arguments, CSharpParseOptions parsing, CSharpCompilationOptions options, IEnumerable<MetadataReference> references, IReadOnlyList<string> generators)
{
    private readonly Generators _generators = new(generators);
    private readonly Dictionary<string, (string Text, SyntaxTree Tree)> _trees = [];
    private CSharpCompilation _compilation = CSharpCompilation.Create(name, syntaxTrees: null, references, options);
    private MetadataReference? _changing;

    /// <param name="texts">All sources, by path.</param>
    /// <param name="changing">A reference that takes the place of the last call's.</param>
    /// <returns>The sources and what generators make of them, not compiled.</returns>
    public Compilation Update(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation, MetadataReference? changing = null)
    {
        var compilation = _compilation;
        if (changing is not null)
            compilation = _changing is null ? compilation.AddReferences(changing) : compilation.ReplaceReference(_changing, changing);
        foreach (var gone in _trees.Keys.Where(path => !texts.ContainsKey(path)).ToList())
        {
            compilation = compilation.RemoveSyntaxTrees(_trees[gone].Tree);
            _trees.Remove(gone);
        }

        foreach (var (path, text) in texts)
        {
            var known = _trees.TryGetValue(path, out var last);
            if (known && last.Text == text)
                continue;
            // Not to be cancelled: trees and compilation go together.
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), parsing, path, CancellationToken.None);
            compilation = known ? compilation.ReplaceSyntaxTree(last.Tree, tree) : compilation.AddSyntaxTrees(tree);
            _trees[path] = (text, tree);
        }

        (_compilation, _changing) = (compilation, changing);
        return _generators.Run(compilation, arguments, parsing, cancellation);
    }
}

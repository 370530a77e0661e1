using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TrainingCamp.Checker.Advising;

/// <summary>
/// Runs analyzers made for asynchronous code over a lesson's compilation, here and not in the learner's project: nothing of them
/// gets into the lesson, and a verdict never waits for them.
/// </summary>
internal static class Advisor
{
    private static ImmutableArray<DiagnosticAnalyzer>? _analyzers;

    /// <summary>Remarks on one file, the gravest first, and one of each tone and line.</summary>
    /// <param name="sdkAnalyzers">Those that come with the SDK. The others come with this tool.</param>
    public static async Task<IReadOnlyList<Remark>> Of(Compilation compilation, string path, IEnumerable<string> sdkAnalyzers, CancellationToken cancellation)
    {
        if (compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path) is not { } tree)
            return [];
        var severities = Rules.Codes.ToDictionary(code => code, _ => ReportDiagnostic.Warn);
        var listening = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities).WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        var model = listening.GetSemanticModel(tree);
        var analysis = listening.WithAnalyzers(_analyzers ??= Load(sdkAnalyzers), new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var found = model.GetDiagnostics(cancellationToken: cancellation)
            .Concat(await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation))
            .Concat(await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
        var remarks = found.Where(diagnostic => !diagnostic.IsSuppressed).Select(Remark).OfType<Remark>()
            .DistinctBy(remark => (remark.Line, remark.Tone)).OrderBy(remark => remark.Tone).ThenBy(remark => remark.Line).ToList();
        if (remarks.TrueForAll(remark => remark.Tone == Tone.Informative) && Praise.Of(await tree.GetRootAsync(cancellation)) is { } praise)
            remarks.Add(new Remark(Tone.Celebratory, "", path, 0, praise));
        return remarks;
    }

    private static Remark? Remark(Diagnostic diagnostic) => Rules.Of(diagnostic.Id) is not { } tone
        ? null
        : new Remark(tone, diagnostic.Id, diagnostic.Location.SourceTree?.FilePath ?? "", diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1,
            Texts.Messages.Say.RuleHelp(diagnostic.Id) ?? diagnostic.GetMessage(CultureInfo.InvariantCulture));

    /// <summary>The analyzers for the rules that are spoken of. Making the other three hundred takes a second, so they are told by their types.</summary>
    internal static ImmutableArray<DiagnosticAnalyzer> Load(IEnumerable<string> sdkAnalyzers)
    {
        var ours = Path.Combine(AppContext.BaseDirectory, "analyzers");
        return [.. sdkAnalyzers.Concat(Directory.Exists(ours) ? Directory.GetFiles(ours, "*.dll") : [])
            .SelectMany(path => TypesOf(Assembly.LoadFrom(path))).Where(IsSpokenOf)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException error)
        {
            // What needs an editor's libraries is not for us.
            return error.Types.OfType<Type>();
        }
    }

    // By convention the type, or one that it derives from, holds the rule's code as a constant.
    private static bool IsSpokenOf(Type type) => !type.IsAbstract
        && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true
        && Bases(type).SelectMany(each => each.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Any(field => field.IsLiteral && field.GetRawConstantValue() is string code && Rules.Of(code) is not null);

    private static IEnumerable<Type> Bases(Type? type)
    {
        for (; type is not null && type != typeof(DiagnosticAnalyzer); type = type.BaseType)
            yield return type;
    }
}

using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Compiling;

/// <summary>What the compiler says, where it says it.</summary>
/// <param name="File">Full path; empty when the error belongs to no file.</param>
/// <param name="Line">From 1; 0 when the error belongs to no file.</param>
/// <param name="Column">From 1.</param>
/// <param name="SourceLine">The text of the line.</param>
internal sealed record CompileError(string Code, string Message, string File, int Line, int Column, int Length, string SourceLine)
{
    /// <summary>The message, the place, the line and a caret under the fault.</summary>
    public string Describe(string folder)
    {
        var place = File.Length == 0 ? "" : $"{Path.GetRelativePath(folder, File)}:{Line}:{Column}: ";
        var text = $"{place}{Code}: {Message}";
        var help = Messages.Say.CompilerHelp(Code) is { } sentence ? "\n    " + Messages.Say.Help(sentence) : "";
        if (SourceLine.Length == 0)
            return text + help;
        var indent = SourceLine.Length - SourceLine.TrimStart().Length;
        var caret = new string(' ', Math.Max(0, Column - 1 - indent)) + new string('^', Math.Clamp(Length, 1, Math.Max(1, SourceLine.Length - Column + 1)));
        return $"{text}\n    {SourceLine.Trim()}\n    {caret}{help}";
    }
}

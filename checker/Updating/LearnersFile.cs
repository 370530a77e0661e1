using System.Text;

namespace TrainingCamp.Checker.Updating;

/// <summary>A file as the learner has it: its text with plain line ends, and how it was written.</summary>
/// <param name="Text">Null when it is not UTF-8, and so must not be joined with anything.</param>
internal sealed record LearnersFile(string? Text, bool Crlf, bool Mark)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when there is no such file.</summary>
    public static LearnersFile? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        try
        {
            var text = Strict.GetString(bytes.AsSpan(mark ? Encoding.UTF8.Preamble.Length : 0));
            return new LearnersFile(Plain(text), text.Contains("\r\n", StringComparison.Ordinal), mark);
        }
        catch (DecoderFallbackException)
        {
            return new LearnersFile(null, Crlf: false, mark);
        }
    }

    /// <summary>Line ends do not count when texts are compared.</summary>
    public static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}

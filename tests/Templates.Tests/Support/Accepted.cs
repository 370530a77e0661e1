using System.Runtime.CompilerServices;
using Xunit;

namespace Camp.Templates.Tests.Support;

/// <summary>
/// Holds a text against accepted/NAME.verified.txt. What differs is left beside it as NAME.received.txt: read it line by
/// line, then rename it.
/// </summary>
internal static class Accepted
{
    public static void Match(string name, IEnumerable<string> lines, [CallerFilePath] string test = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(test)!, "accepted")).FullName;
        var (verified, received) = (Path.Combine(folder, $"{name}.verified.txt"), Path.Combine(folder, $"{name}.received.txt"));
        var text = string.Concat(lines.Select(line => line + "\n"));
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        File.Delete(received);
        if (text == expected)
            return;

        File.WriteAllText(received, text);
        var (now, before) = (text.Split('\n'), expected.Split('\n'));
        Assert.Fail($"""
            '{name}' is not what was accepted.
            {string.Join('\n', now.Except(before).Select(line => "  + " + line))}
            {string.Join('\n', before.Except(now).Select(line => "  - " + line))}
            Read {received}; if it is right, rename it to {Path.GetFileName(verified)}.
            """);
    }
}

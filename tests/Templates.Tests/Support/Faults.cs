using Xunit;

namespace Camp.Templates.Tests.Support;

internal static class Faults
{
    /// <summary>Fails the test with every fault on a line of its own; xunit's own collections cut them short.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var lines = faults.ToArray();
        Assert.True(lines.Length == 0, string.Join('\n', lines.Prepend($"{lines.Length} faults:")));
    }
}

using Xunit.Runner.InProc.SystemConsole;

namespace Camp.Capstone.Tests;

/// <summary>The start of this program, which is a row of tests. The service's own stands in Program.cs.</summary>
internal static class Start
{
    public static Task<int> Main(string[] args) => ConsoleRunner.Run(args);
}

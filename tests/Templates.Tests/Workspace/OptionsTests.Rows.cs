using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests.Workspace;

public sealed partial class OptionsTests
{
    // The row of the defaults lies in this repository as it is, where Camp.slnx builds and tests it.
    [Fact]
    public async Task Each_row_builds_without_a_warning_and_its_tests_pass()
    {
        var root = pack.EmptyFolder("options");
        foreach (var (index, choices) in Choices.Pairwise.Index().Skip(1))
            (await pack.New(root, ["camp", "-n", $"Row{index}", "--no-restore", "--no-update-check", .. choices.Arguments])).MustSucceed();
        await Folder.BuildsWithoutWarning(Folder.Solution(
            Path.Combine(root, "All.slnx"), Directory.GetFiles(root, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)));

        foreach (var (index, choices) in Choices.Pairwise.Index().Skip(1))
        {
            var tests = Path.Combine(root, $"Row{index}/tests/Row{index}.Service.Tests");
            var run = await Command.RunWith(("CAMP_ROUNDS", "3"), tests, Path.Combine(tests, "bin/Debug/net10.0/Camp.Service.Tests"), "-noColor");
            Assert.True(run.ExitCode == 0, $"{choices}: {run.Output}");
            Assert.True(Environment.GetEnvironmentVariable("CI") is null || run.Output.Contains("Skipped: 0", StringComparison.Ordinal),
                $"{choices}: in CI nothing is skipped.\n{run.Output}");
        }
    }
}

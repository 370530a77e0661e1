using System.IO.Compression;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

public sealed class PackedFilesTests(Pack pack)
{
    [Fact]
    public void The_package_holds_exactly_the_accepted_files()
    {
        Accepted.Match("packed-files", Packed());
    }

    [Fact]
    public async Task Every_packed_file_is_one_that_git_tracks_or_would_track()
    {
        Faults.None(Packed().Except(await Repository.Files()));
    }

    [Fact]
    public void The_package_has_a_license_and_stays_small()
    {
        using var zip = ZipFile.OpenRead(pack.Nupkg);
        using var nuspec = new StreamReader(zip.GetEntry("TrainingCamp.Templates.nuspec")!.Open());
        var text = nuspec.ReadToEnd();
        Assert.Contains("<license type=\"expression\">MIT</license>", text);
        Assert.Contains("<packageType name=\"Template\" />", text);
        Assert.Contains("<readme>README.md</readme>", text);
        Assert.True(new FileInfo(pack.Nupkg).Length < 2_000_000, $"The package takes {new FileInfo(pack.Nupkg).Length} bytes.");
    }

    private string[] Packed()
    {
        using var zip = ZipFile.OpenRead(pack.Nupkg);
        return zip.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))
            .Where(name => name is not "[Content_Types].xml" and not "TrainingCamp.Templates.nuspec"
                && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToArray();
    }
}

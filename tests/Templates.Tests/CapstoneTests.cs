using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>The finished capstone equals the service: file by file, byte by byte, as both are scaffolded without any option.</summary>
public sealed class CapstoneTests(Pack pack)
{
    [Fact]
    public async Task The_finished_capstone_is_the_service()
    {
        var (camp, capstone) = (pack.EmptyFolder(), pack.EmptyFolder());
        await pack.Engine.Create(pack.Template("camp"), "Shop", camp);
        await pack.Engine.Create(pack.Template("camp-capstone"), "mine", capstone, "solution");

        var service = Path.Combine(camp, "src", "Shop.Service");
        var sources = Folder.Files(service).Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        var answers = Directory.GetFiles(capstone, "*.cs").Select(Path.GetFileName).ToList();
        Assert.Equal(8, answers.Count);
        foreach (var source in sources)
        {
            var name = Path.GetFileName(source);
            var own = Path.Combine(capstone, answers.Contains(name) ? name : "service/" + source);
            Assert.True(File.Exists(own), $"The capstone has no {source}.");
            Assert.True(File.ReadAllBytes(Path.Combine(service, source)).AsSpan().SequenceEqual(File.ReadAllBytes(own)), $"{source} is not the service's.");
        }

        // And nothing more.
        Assert.Equal(sources.Count, answers.Count + Folder.Files(Path.Combine(capstone, "service")).Count);
    }
}

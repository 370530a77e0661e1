using Camp.Templates.Tests.Linting;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>The installed package and the real <c>dotnet new</c>.</summary>
public sealed class CommandLineTests(Pack pack)
{
    [Fact]
    public async Task Every_template_is_listed_once_beside_the_SDKs_own()
    {
        var list = (await pack.New(pack.EmptyFolder(), "list")).MustSucceed().Output;
        var words = list.Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("console", words);
        Assert.All(TemplateFile.All(), template => Assert.Single(words, word => word == template.Json["shortName"]!.ToString()));
    }

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("zh-CN")]
    public async Task The_list_is_translated(string language)
    {
        var list = (await pack.NewIn(language, pack.EmptyFolder(), "list", "camp")).MustSucceed().Output;
        Assert.All(TemplateFile.All(), template => Assert.Contains(template.Languages["zh-Hans"]["name"]!.ToString()[..6], list));
    }

    [Fact]
    public async Task Help_shows_the_options_of_a_lesson()
    {
        var help = (await pack.New(pack.EmptyFolder(), "camp-sync", "--help")).MustSucceed().Output;
        Assert.Contains("--solution", help);
        Assert.Contains("--no-restore", help);
    }

    [Fact]
    public async Task A_lesson_is_restored_unless_told_otherwise()
    {
        var folder = pack.EmptyFolder();
        Assert.Contains("Restore succeeded.", (await pack.New(folder, "camp-sync", "-n", "my-app.2")).MustSucceed().Output);
        Assert.True(File.Exists(Path.Combine(folder, "my-app.2/obj/project.assets.json")), "Nothing was restored.");

        (await pack.New(folder, "camp-sync", "-n", "later", "--no-restore")).MustSucceed();
        Assert.False(Directory.Exists(Path.Combine(folder, "later/obj")), "--no-restore restored.");
    }

    [Fact]
    public async Task A_name_that_no_project_can_have_is_made_safe_and_said_so()
    {
        var folder = pack.EmptyFolder();
        var created = (await pack.New(folder, "camp-sync", "-n", "a;$(x)", "--no-restore")).MustSucceed();
        Assert.Contains("so it is a___x_.csproj", created.Output);
        Assert.Equal("a___x_.csproj", Path.GetFileName(Folder.Project(Path.Combine(folder, "a;$(x)"))));

        created = (await pack.New(folder, "camp-sync", "-n", "待办 Api", "--no-restore")).MustSucceed();
        Assert.DoesNotContain("cannot have this name", created.Output);
    }

    // MSBuild itself stumbles in such a folder. Success would be a lie.
    [Theory]
    [InlineData("camp", "con:x")]
    [InlineData("camp-sync", "con:x")]
    [InlineData("camp-sync", "%41")]
    [InlineData("camp-sync", "'q\"")]
    [InlineData("camp-sync", "...")]
    public async Task A_name_that_no_project_builds_under_is_refused(string shortName, string name)
    {
        var refused = await pack.New(pack.EmptyFolder(), shortName, "-n", name);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("Delete the new folder and choose a name without", refused.Output);
        Assert.DoesNotContain("Restore succeeded", refused.Output);
    }

    [Fact]
    public async Task A_name_with_a_slash_is_refused()
    {
        var folder = pack.EmptyFolder();
        (await pack.New(folder, "camp-sync", "-n", "../up", "--no-restore")).MustExit(127);
        Assert.Empty(Folder.Files(folder));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("Directory.Packages.props")]
    public async Task A_lesson_over_a_file_that_is_there_is_refused_and_nothing_is_lost(string taken)
    {
        var folder = pack.EmptyFolder();
        File.WriteAllText(Path.Combine(folder, taken), "mine");
        Assert.Contains(taken, (await pack.New(folder, "camp-sync", "-n", "other", "-o", ".")).MustExit(73).Output);
        Assert.Equal([taken], Folder.Files(folder));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, taken)));
    }

    [Fact]
    public async Task A_lesson_in_the_root_of_a_workspace_is_refused_and_nothing_is_lost()
    {
        var folder = pack.EmptyFolder("workspace");
        await pack.Engine.Create(pack.Template("camp"), "shop", folder);
        var before = Folder.Files(folder).ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file)));

        Assert.Contains("Directory.Packages.props", (await pack.New(folder, "camp-sync")).MustExit(73).Output);
        Assert.Equal(before, Folder.Files(folder).ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file))));
    }
}

using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>What the package scaffolds, built by the real SDK. One build takes many projects, or this would take ten minutes.</summary>
public sealed class BuildTests(Pack pack)
{
    [Fact]
    public async Task Stubs_build_without_a_warning_alone_under_awkward_names()
    {
        var root = pack.EmptyFolder("alone");
        // Every name and every lesson at least once.
        string[] names = [.. AwkwardNames.Usable, .. AwkwardNames.MadeSafe, .. Repository.Lessons.Skip(AwkwardNames.Usable.Count + AwkwardNames.MadeSafe.Count)];
        for (var i = 0; i < names.Length; i++)
        {
            var lesson = Repository.Lessons[i % Repository.Lessons.Count];
            (await pack.New(root, ["camp-" + lesson[3..], "-n", names[i], "--no-restore", "--no-update-check"])).MustSucceed();
        }
        await Folder.BuildsWithoutWarning(Folder.Solution(Path.Combine(root, "All.slnx"), Folder.ProjectsBelow(root)));
    }

    [Fact]
    public Task Solutions_build_with_warnings_as_errors_under_a_hostile_parent() => pack.Solutions;

    [Fact]
    public async Task A_workspace_builds_without_a_warning_with_lessons_inside_under_a_hostile_parent()
    {
        var root = HostileParent.In(pack.EmptyFolder("hostile"));
        (await pack.New(root, "camp", "-n", "my-app.2", "--no-restore", "--no-update-check")).MustSucceed();
        foreach (var lesson in Repository.Lessons.Take(2))
            (await pack.New(Path.Combine(root, "my-app.2"), "camp-" + lesson[3..], "-o", lesson, "--no-restore", "--no-update-check")).MustSucceed();
        await Folder.BuildsWithoutWarning(Folder.Solution(Path.Combine(root, "All.slnx"), Folder.ProjectsBelow(root)));
    }

    [Fact]
    public async Task A_workspaces_service_builds_without_a_warning_under_every_usable_name()
    {
        var root = pack.EmptyFolder("named");
        foreach (var name in AwkwardNames.Usable)
            (await pack.New(root, "camp", "-n", name, "--no-restore", "--no-update-check")).MustSucceed();
        var services = Folder.ProjectsBelow(root).Where(project => project.Contains("/src/")).ToArray();
        Assert.Equal(AwkwardNames.Usable.Count, services.Length);
        await Folder.BuildsWithoutWarning(Folder.Solution(Path.Combine(root, "All.slnx"), services));
    }

    // With its tests, and by the solution file that came with it.
    [Fact]
    public async Task A_workspace_builds_without_a_warning_under_an_awkward_name()
    {
        var root = pack.EmptyFolder("whole");
        (await pack.New(root, "camp", "-n", "待办 Api", "--no-restore", "--no-update-check")).MustSucceed();
        await Folder.BuildsWithoutWarning(Directory.GetFiles(Path.Combine(root, "待办 Api"), "*.slnx").Single());
    }
}

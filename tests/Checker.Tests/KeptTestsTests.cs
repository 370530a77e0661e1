using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>Compiled tests on disk: whole, or as if they were not there.</summary>
public sealed class KeptTestsTests : IDisposable
{
    private static readonly LessonHalf Some = new(new Image([1, 2, 3], [4, 5], []), ["Camp.AdderTests", "Camp.课程`1"]);

    private readonly TemporaryFolder _folder = new();

    private string Folder => Path.Combine(_folder.Path, "tests");

    private string File1 => Path.Combine(Folder, "one.tests");

    [Fact]
    public void What_is_kept_is_found_by_the_next_process()
    {
        new KeptTests(Folder).Keep("one", Some);

        var found = new KeptTests(Folder).Find("one")!;
        Assert.Equal([1, 2, 3], found.Image.Assembly);
        Assert.Equal([4, 5], found.Image.Symbols);
        Assert.Equal(Some.Types, found.Types);
        Assert.Null(new KeptTests(Folder).Find("two"));
    }

    [Fact]
    public void What_is_not_whole_is_not_found()
    {
        new KeptTests(Folder).Keep("one", Some);
        var whole = File.ReadAllBytes(File1);
        for (var place = 0; place < whole.Length; place++)
        {
            File.WriteAllBytes(File1, [.. whole[..place], (byte)(whole[place] ^ 1), .. whole[(place + 1)..]]);
            Assert.Null(new KeptTests(Folder).Find("one"));
            File.WriteAllBytes(File1, whole[..place]);
            Assert.Null(new KeptTests(Folder).Find("one"));
        }

        // And takes the place of what is not.
        new KeptTests(Folder).Keep("one", Some);
        Assert.NotNull(new KeptTests(Folder).Find("one"));
    }

    [Fact]
    public void The_oldest_go()
    {
        new KeptTests(Folder).Keep("one", Some);
        File.SetLastWriteTimeUtc(File1, DateTime.UnixEpoch);
        var kept = new KeptTests(Folder);
        for (var number = 0; number < 32; number++)
            kept.Keep($"number-{number}", Some);

        Assert.False(File.Exists(File1));
        Assert.Equal(32, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void Where_nothing_can_be_written_it_is_kept_in_memory()
    {
        File.WriteAllText(Folder, "a file where the folder should be");
        var kept = new KeptTests(Folder);
        kept.Keep("one", Some);

        Assert.Same(Some, kept.Find("one"));
        Assert.Null(new KeptTests(Folder).Find("one"));
    }

    public void Dispose() => _folder.Dispose();
}

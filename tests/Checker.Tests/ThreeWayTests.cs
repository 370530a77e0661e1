using TrainingCamp.Checker.Updating;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class ThreeWayTests
{
    [Theory]
    [InlineData("a b c d e", "a B c d e", "a b c d E", "a B c d E")]
    [InlineData("a b c", "a b c", "a x c", "a x c")]
    [InlineData("a b c", "a x c", "a b c", "a x c")]
    [InlineData("a b c", "a x c", "a x c", "a x c")]
    [InlineData("a b c", "m a b c", "a b c n", "m a b c n")]
    [InlineData("a b c", "a x c", "a y c", null)]
    [InlineData("a b c", "a c", "a y c", null)]
    [InlineData("a b c", "a m b c", "a n b c", null)]
    [InlineData("", "m", "", "m")]
    public void Changes_in_different_places_join_and_in_the_same_place_conflict(string before, string mine, string theirs, string? merged) =>
        Assert.Equal(Lines(merged), ThreeWay.Merge(Lines(before)!, Lines(mine)!, Lines(theirs)!));

    [Fact]
    public void A_merge_keeps_every_new_line_of_both_sides_and_is_the_other_side_where_one_did_nothing()
    {
        var random = new Random(5);
        for (var round = 0; round < 5000; round++)
        {
            string[] before = [.. Enumerable.Range(0, random.Next(8)).Select(_ => "old " + random.Next(4))];
            var (mine, theirs) = (Edited(random, before, "mine "), Edited(random, before, "theirs "));
            var merged = ThreeWay.Merge(Text(before), Text(mine), Text(theirs));

            Assert.Equal(Text(theirs), ThreeWay.Merge(Text(before), Text(before), Text(theirs)));
            Assert.Equal(Text(mine), ThreeWay.Merge(Text(before), Text(mine), Text(before)));
            if (merged is not null)
                Assert.Equal(mine.Concat(theirs).Where(IsNew).Order(), merged.Split('\n').Where(IsNew).Order());
        }
    }

    private static bool IsNew(string line) => line.StartsWith("mine", StringComparison.Ordinal) || line.StartsWith("theirs", StringComparison.Ordinal);

    private static string? Lines(string? words) => words?.Replace(' ', '\n');

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static List<string> Edited(Random random, string[] before, string tag)
    {
        var lines = before.ToList();
        for (var edit = random.Next(3); edit > 0; edit--)
        {
            var at = random.Next(lines.Count + 1);
            if (at < lines.Count && random.Next(2) == 0)
                lines.RemoveAt(at);
            if (random.Next(3) > 0)
                lines.Insert(Math.Min(at, lines.Count), tag + random.Next(1000));
        }

        return lines;
    }
}

using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class AtomicMaxTests
{
    private const string Chapter = "See README.md, 'Compare and swap'";

    [Fact]
    public async Task A_maximum_tells_its_story()
    {
        await Snapshots.Match("AtomicMax", await Patience.Returns(Story, "AtomicMax.Offer and Current, one after the other"));
    }

    private static string Story()
    {
        var story = new List<string>();
        Tell("no start", new AtomicMax(), long.MinValue, -5, -7, -5, 0, 3_000_000_000, 2_999_999_999, long.MaxValue, long.MinValue, long.MaxValue);
        Tell("start 10", new AtomicMax(10), 9, 10, -11, 11, 11, 12);
        Tell("start -2", new AtomicMax(start: -2), -3, long.MinValue, -1, 0);
        return string.Join('\n', story) + "\n";

        void Tell(string name, AtomicMax max, params long[] offers)
        {
            story.Add($"{name}: {max.Current}");
            story.AddRange(offers.Select(offer => $"  Offer({offer}): {max.Offer(offer)}, stands at {max.Current}"));
        }
    }

    [Fact]
    public async Task An_offer_is_never_lost_to_a_smaller_one()
    {
        var max = new AtomicMax(0);
        var largest = new long[4];
        await Patience.Ends(Together.Race(4, number =>
        {
            // Each thread goes beyond what stands there, one farther than the other, so that they get in each other's way.
            var value = largest[number] = max.Current + 1 + 3 * number;
            max.Offer(value);
            var now = max.Current;
            Assert.True(now >= value, $"{value} was offered, and right after that the maximum was {now}. {Chapter}.");
        }, beats: 100), $"four threads call AtomicMax.Offer. {Chapter}");
        Is(largest.Max(), max, "the largest of all offers");
    }

    [Fact]
    public async Task Of_equal_offers_one_is_told_that_it_won()
    {
        var max = new AtomicMax(0);
        var winners = new long[4];
        await Patience.Ends(Together.Race(4, number =>
        {
            // Nobody offers more than one above the maximum, so every value up to the last has exactly one who brought it.
            if (max.Offer(max.Current + 1))
                winners[number]++;
        }, beats: 100), $"four threads call AtomicMax.Offer. {Chapter}");
        Is(winners.Sum(), max, "as many offers were told true, and each of them raised the maximum by 1");
    }

    [Fact]
    public async Task The_maximum_never_falls()
    {
        var max = new AtomicMax(0);
        var seen = new long[4];
        await Patience.Ends(Together.Race(4, number =>
        {
            // Two threads offer, two only look.
            if (number < 2)
                max.Offer(max.Current + 1 + 3 * number);
            var now = max.Current;
            Assert.True(now >= seen[number], $"The maximum was {seen[number]} and fell to {now}. {Chapter}.");
            seen[number] = now;
        }, beats: 100), $"two threads call AtomicMax.Offer, two AtomicMax.Current. {Chapter}");
    }

    [Fact]
    public async Task Two_maxima_stand_apart()
    {
        var (one, other) = (new AtomicMax(), new AtomicMax(3));
        await Patience.Returns(() => one.Offer(7));
        Is(3, other, "7 was offered to another one");
        Is(long.MinValue, new AtomicMax(), "7 was offered to an older one");
    }

    private static void Is(long expected, AtomicMax max, string what) =>
        Assert.True(max.Current == expected, $"Expected the maximum {expected}, found {max.Current}: {what}. {Chapter}.");
}

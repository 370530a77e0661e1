using System.Text.RegularExpressions;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Users.Tests;

public sealed partial class RefreshTests
{
    private const string Section = "A refresh token works once";
    private const string Crowd = "Two at the same moment";

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task The_story_reads_as_recorded()
    {
        var refresh = new Refresh(s_day, _clock);
        var names = new Dictionary<string, string>();
        var story = "";
        string Named(string token)
        {
            names.TryAdd(token, $"token {names.Count + 1}");
            return names[token];
        }
        string Renew(string who, string token)
        {
            var renewed = refresh.Renew(token);
            story += $"{who} presents {Named(token)}: {(renewed is null ? "refused" : $"user {renewed.UserId}, {Named(renewed.Token)}")}\n";
            return renewed?.Token ?? "";
        }
        string Start(long user)
        {
            var token = refresh.Start(user);
            story += $"user {user} signs in: {Named(token)}\n";
            return token;
        }

        var first = Start(7);
        var phone = Start(7);
        var second = Renew("user 7", first);
        Renew("a thief", first);
        Renew("user 7", second);
        phone = Renew("the phone of user 7", phone);
        _clock.Advance(s_day);
        Renew("the phone of user 7, a day later,", phone);
        var last = Start(8);
        refresh.End(last);
        story += "user 8 signs out\n";
        Renew("user 8", last);
        await Snapshots.Match("Refresh", story);
    }

    [Fact]
    public void A_token_is_exchanged_for_the_next_and_its_user()
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        for (var i = 0; i < 20; i++)
        {
            var renewed = refresh.Renew(token);
            Expect.Equal(7L, renewed?.UserId ?? 0, $"The user after {i + 1} exchanges", Section);
            token = renewed!.Token;
        }
    }

    [Fact]
    public void Tokens_are_43_letters_and_all_different()
    {
        var refresh = new Refresh(s_day, _clock);
        var tokens = Enumerable.Range(0, 300).Select(_ => refresh.Start(7)).ToList();
        tokens.AddRange([.. tokens.Select(token => refresh.Renew(token)!.Token)]);
        Expect.Equal(600, tokens.Distinct().Count(), "Different tokens of 600", Section);
        var odd = tokens.FirstOrDefault(token => !Base64UrlOf32Bytes().IsMatch(token));
        Expect.True(odd is null, $"'{odd}' is not 32 bytes as base64url without padding.", Section);
        Expect.True(tokens.Any(token => token.Contains('-')) && tokens.Any(token => token.Contains('_')), "600 tokens without a '-' or '_' are not random base64url.", Section);
    }

    [Fact]
    public void A_replayed_token_is_refused()
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        refresh.Renew(token);
        Expect.Equal(null, refresh.Renew(token), "The second exchange of a token", Section);
        Expect.Equal(null, refresh.Renew(token), "The third", Section);
    }

    [Fact]
    public void A_replay_ends_the_family_the_newest_token_included()
    {
        var refresh = new Refresh(s_day, _clock);
        var tokens = Generations(refresh, 4);
        Expect.Equal(null, refresh.Renew(tokens[1]), "A replay of the second of four tokens", Section);
        foreach (var token in tokens.AsEnumerable().Reverse())
            Expect.Equal(null, refresh.Renew(token), $"Token {tokens.IndexOf(token) + 1} of four, after a replay in its family", Section);
    }

    [Fact]
    public void The_first_token_of_a_long_family_is_still_a_replay()
    {
        var refresh = new Refresh(s_day, _clock);
        var tokens = Generations(refresh, 50);
        Expect.Equal(null, refresh.Renew(tokens[0]), "A replay of the first of fifty tokens", Section);
        Expect.Equal(null, refresh.Renew(tokens[^1]), "The newest token after the replay of the first", Section);
    }

    [Fact]
    public void A_replay_ends_no_other_family()
    {
        var refresh = new Refresh(s_day, _clock);
        var (other, same) = (refresh.Start(8), refresh.Start(7));
        var token = refresh.Start(7);
        refresh.Renew(token);
        refresh.Renew(token);
        Expect.Equal(8L, refresh.Renew(other)?.UserId ?? 0, "The user of another family", Section);
        Expect.Equal(7L, refresh.Renew(same)?.UserId ?? 0, "The user of another family of the same user", Section);
        Expect.Equal(7L, refresh.Renew(refresh.Start(7))?.UserId ?? 0, "The user of a family started after the replay", Section);
    }

    [Fact]
    public void A_token_works_within_its_lifetime_and_no_longer()
    {
        var refresh = new Refresh(s_day, _clock);
        var (early, late) = (refresh.Start(7), refresh.Start(8));
        _clock.Advance(s_day - s_tick);
        Expect.Equal(7L, refresh.Renew(early)?.UserId ?? 0, "The user one tick before the end of the lifetime", Section);
        _clock.Advance(s_tick);
        Expect.Equal(null, refresh.Renew(late), "The exchange at the end of the lifetime", Section);
    }

    [Fact]
    public void Each_token_has_a_lifetime_of_its_own()
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(s_day * 0.9);
            var renewed = refresh.Renew(token);
            Expect.True(renewed is not null, $"After {i + 1} exchanges, each within the lifetime, the family is dead.", Section);
            token = renewed.Token;
        }
    }

    [Fact]
    public void A_used_token_is_a_replay_to_the_last_tick_of_its_lifetime()
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        _clock.Advance(s_day / 2);
        var next = refresh.Renew(token)!.Token;
        _clock.Advance((s_day / 2) - s_tick);
        Expect.Equal(null, refresh.Renew(token), "A replay one tick before the end of the lifetime", Section);
        Expect.Equal(null, refresh.Renew(next), "The newest token after that", Section);
    }

    [Fact]
    public void A_token_that_is_too_old_ends_nothing()
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        _clock.Advance(s_day / 2);
        var next = refresh.Renew(token)!.Token;
        _clock.Advance(s_day / 2);
        refresh.End(token);
        Expect.Equal(null, refresh.Renew(token), "A used token that is too old", Section);
        Expect.Equal(7L, refresh.Renew(next)?.UserId ?? 0, "The user of the newest token after that", Section);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("seven")]
    public void An_unknown_token_is_refused_and_ends_nothing(string unknown)
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        Expect.Equal(null, refresh.Renew(unknown), $"The exchange of '{unknown}'", Section);
        refresh.End(unknown);
        Expect.Equal(7L, refresh.Renew(token)?.UserId ?? 0, "The user of another token after that", Section);
    }

    [Fact]
    public void Upper_and_lower_case_differ()
    {
        var refresh = new Refresh(s_day, _clock);
        var token = refresh.Start(7);
        Expect.Equal(null, refresh.Renew(token.ToLowerInvariant()), "The exchange of a token in lower case", Section);
        Expect.Equal(7L, refresh.Renew(token)?.UserId ?? 0, "The user of the token itself", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Signing_out_ends_the_family_by_any_of_its_tokens(int generation)
    {
        var refresh = new Refresh(s_day, _clock);
        var other = refresh.Start(7);
        var tokens = Generations(refresh, 3);
        refresh.End(tokens[generation]);
        Expect.Equal(null, refresh.Renew(tokens[2]), "The newest token after signing out", Section);
        refresh.End(tokens[generation]);
        Expect.Equal(7L, refresh.Renew(other)?.UserId ?? 0, "The user of another family", Section);
    }

    [Fact]
    public void Two_services_know_their_own_tokens()
    {
        var (one, other) = (new Refresh(s_day, _clock), new Refresh(s_day, _clock));
        var token = one.Start(7);
        Expect.Equal(null, other.Renew(token), "The exchange at another service", Section);
        Expect.Equal(7L, one.Renew(token)?.UserId ?? 0, "The user at its own service", Section);
    }

    // With two, nobody else comes later and makes good what the second one has missed.
    [Theory]
    [InlineData(2, 2_000)]
    [InlineData(4, 400)]
    public async Task Of_many_exchanges_at_once_one_succeeds_and_is_dead_afterwards(int threads, int count)
    {
        var refresh = new Refresh(s_day, _clock);
        var tokens = Enumerable.Range(0, count).Select(user => refresh.Start(user)).ToArray();
        var renewed = new Renewed?[count, threads];
        await Patience.Ends(
            Rounds.Run(threads, count, (number, round) => renewed[round, number] = refresh.Renew(tokens[round])),
            "threads exchange the same tokens");
        for (var round = 0; round < count; round++)
        {
            var won = Enumerable.Range(0, threads).Select(number => renewed[round, number]).OfType<Renewed>().ToList();
            Expect.Equal(1, won.Count, "Exchanges of one token that succeeded", Crowd);
            Expect.Equal(round, won[0].UserId, "The user", Crowd);
            Expect.Equal(null, refresh.Renew(won[0].Token), "The exchange of the winner's token, after the others' replays", Crowd);
        }
    }

    [Fact]
    public async Task Families_side_by_side_disturb_nobody()
    {
        var refresh = new Refresh(s_day, _clock);
        await Patience.Ends(Together.Race(4, number =>
        {
            var next = refresh.Renew(refresh.Start(number));
            Expect.Equal(number, next?.UserId ?? -1, "The user of a family of one's own", Crowd);
            Expect.Equal(number, refresh.Renew(next!.Token)?.UserId ?? -1, "The user at the next exchange", Crowd);
        }, beats: 1_000), "four threads with families of their own");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_too_old_is_forgotten(bool renewed)
    {
        var refresh = new Refresh(s_day, _clock);
        Cycle(refresh, renewed);
        var before = Heap.InUse();
        for (var i = 0; i < 20; i++)
            Cycle(refresh, renewed);
        var grown = Heap.InUse() - before;
        Expect.True(grown < 2_000_000, $"40,000 tokens later, all too old, {grown / 1024} KB more are in use.", Section);
        GC.KeepAlive(refresh);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_lifetime_must_be_more_than_zero(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Refresh(TimeSpan.FromTicks(ticks), _clock));

    // 2,000 tokens, half of them used or none, and then a day without anybody.
    private void Cycle(Refresh refresh, bool renewed)
    {
        for (var user = 0; user < 1_000; user++)
        {
            var token = refresh.Start(user);
            _ = renewed ? refresh.Renew(token)?.Token : refresh.Start(user);
        }

        _clock.Advance(s_day);
    }

    private static List<string> Generations(Refresh refresh, int count)
    {
        var tokens = new List<string> { refresh.Start(7) };
        while (tokens.Count < count)
            tokens.Add(refresh.Renew(tokens[^1])!.Token);
        return tokens;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{43}$")]
    private static partial Regex Base64UrlOf32Bytes();
}

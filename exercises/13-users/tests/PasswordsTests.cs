using System.Text;
using Camp.Testing;
using Xunit;

namespace Camp.Users.Tests;

public sealed class PasswordsTests
{
    private const string Section = "Passwords";
    private const string Renewal = "A dearer hash at the next login";
    private const string Limit = "72 bytes";

    private readonly CountedBcrypt _bcrypt = new();

    [Fact]
    public async Task The_story_reads_as_recorded()
    {
        var (old, today) = (new Passwords(_bcrypt, 4), new Passwords(_bcrypt, 6));
        var stored = old.Hash("three eggs");
        var story = $"registered: {Told()}\n";
        story += $"wrong password: {Told(old.Check("two eggs", stored))}\n";
        story += $"right password: {Told(old.Check("three eggs", stored))}\n";
        story += $"the cost is now 6, wrong password: {Told(today.Check("two eggs", stored))}\n";
        var check = today.Check("three eggs", stored);
        story += $"right password: {Told(check)}\n";
        story += $"right password, with the new hash: {Told(today.Check("three eggs", check.NewHash!))}\n";
        story += $"73 bytes: {Told(today.Check(new string('a', 73), check.NewHash!))}\n";
        await Snapshots.Match("Passwords", story);
    }

    [Fact]
    public void A_hash_is_bcrypt_at_the_cost_given()
    {
        var hash = new Passwords(_bcrypt, 5).Hash("three eggs");
        Expect.True(BCrypt.Net.BCrypt.Verify("three eggs", hash), $"'{hash}' is no bcrypt hash of the password.", Section);
        Expect.Equal(5, CountedBcrypt.Cost(hash), "The cost in the hash", Section);
        Expect.Sequence(["hash 5"], _bcrypt.Calls(), "bcrypt's work for one hash", Section);
    }

    [Fact]
    public void The_same_password_gets_another_hash_each_time()
    {
        var passwords = new Passwords(_bcrypt, 4);
        Expect.True(passwords.Hash("three eggs") != passwords.Hash("three eggs"), "Two users with the same password have the same hash.", Section);
    }

    [Fact]
    public void The_password_matches_and_nothing_else_does()
    {
        var passwords = new Passwords(_bcrypt, 4);
        foreach (var password in new[] { "three eggs", " three eggs ", "", "Zoë 蛋蛋" })
        {
            var hash = passwords.Hash(password);
            Expect.Equal(new PasswordCheck(true, null), passwords.Check(password, hash), $"The check of '{password}'", Section);
            string[] others = ["three egg", "THREE EGGS", password + "x", password.ToUpperInvariant(), password + " ", " " + password, password.Trim(), password.Normalize(NormalizationForm.FormD)];
            foreach (var other in others.Where(text => text != password))
                Expect.Equal(new PasswordCheck(false, null), passwords.Check(other, hash), $"The check of '{other}' against '{password}'", Section);
        }
    }

    [Theory]
    [InlineData('a', 72)]
    [InlineData('ü', 36)]
    [InlineData('蛋', 24)]
    public void A_password_of_72_bytes_is_taken_whole(char letter, int times)
    {
        var passwords = new Passwords(_bcrypt, 4);
        var password = new string(letter, times);
        var hash = passwords.Hash(password);
        Expect.True(passwords.Check(password, hash).Matches, $"{times} times '{letter}' is no match, but that is 72 bytes.", Limit);
        Expect.True(!passwords.Check(password[..^1] + "x", hash).Matches, "The last of 72 bytes is another one, and yet it matches.", Limit);
        Expect.Equal(72, Passwords.MaxBytes, "MaxBytes", Limit);
    }

    [Theory]
    [InlineData('a', 73)]
    [InlineData('ü', 37)]
    [InlineData('蛋', 25)]
    [InlineData('a', 5_000)]
    public void A_longer_password_is_refused_and_nothing_is_hashed(char letter, int times)
    {
        var passwords = new Passwords(_bcrypt, 4);
        Assert.Throws<ArgumentException>(() => passwords.Hash(new string(letter, times)));
        Expect.Sequence([], _bcrypt.Calls(), "bcrypt's work for a password that is refused", Limit);
    }

    [Theory]
    [InlineData('a', 72)]
    [InlineData('ü', 36)]
    public void A_longer_password_matches_nothing_and_costs_as_much(char letter, int times)
    {
        var passwords = new Passwords(_bcrypt, 6);
        // What bcrypt reads of both is the same.
        var hash = BCrypt.Net.BCrypt.HashPassword(new string(letter, times), 4);
        var check = passwords.Check(new string(letter, times + 1), hash);
        Expect.Equal(new PasswordCheck(false, null), check, $"The check of {times + 1} times '{letter}' against {times} of them", Limit);
        Expect.Sequence(["verify 4"], _bcrypt.Calls(), "bcrypt's work for a password that is too long", Limit);
    }

    [Fact]
    public void A_match_with_a_cheap_hash_brings_a_new_one()
    {
        var hash = new Passwords(_bcrypt, 4).Hash("three eggs");
        _bcrypt.Calls();
        var check = new Passwords(_bcrypt, 6).Check("three eggs", hash);
        Expect.True(check is { Matches: true, NewHash: not null }, $"The hash costs 4, it should cost 6, and the check says {check}.", Renewal);
        Expect.Equal(6, CountedBcrypt.Cost(check.NewHash), "The cost in the new hash", Renewal);
        Expect.True(BCrypt.Net.BCrypt.Verify("three eggs", check.NewHash), "The new hash is not one of the password.", Renewal);
        Expect.Sequence(["verify 4", "hash 6"], _bcrypt.Calls(), "bcrypt's work for a match that renews", Renewal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void A_hash_of_the_same_or_a_higher_cost_is_kept(int cost)
    {
        var hash = BCrypt.Net.BCrypt.HashPassword("three eggs", cost);
        Expect.Equal(new PasswordCheck(true, null), new Passwords(_bcrypt, 5).Check("three eggs", hash), $"The check at cost 5 of a hash of cost {cost}", Renewal);
        Expect.Sequence([$"verify {cost}"], _bcrypt.Calls(), "bcrypt's work for a match that renews nothing", Renewal);
    }

    [Fact]
    public void Costs_are_compared_as_numbers()
    {
        var hash = BCrypt.Net.BCrypt.HashPassword("three eggs", 9);
        Expect.True(new Passwords(_bcrypt, 10).Check("three eggs", hash).NewHash is not null, "A hash of cost 9 is kept where 10 is wanted.", Renewal);
    }

    [Fact]
    public void A_wrong_password_renews_nothing()
    {
        var hash = BCrypt.Net.BCrypt.HashPassword("three eggs", 4);
        Expect.Equal(new PasswordCheck(false, null), new Passwords(_bcrypt, 6).Check("two eggs", hash), "The check of a wrong password against a cheap hash", Renewal);
        Expect.Sequence(["verify 4"], _bcrypt.Calls(), "bcrypt's work for a wrong password", Renewal);
    }

    [Theory]
    [InlineData("$2b$")]
    [InlineData("$2y$")]
    public void Hashes_of_other_implementations_match_and_are_renewed(string prefix)
    {
        var hash = prefix + BCrypt.Net.BCrypt.HashPassword("three eggs", 4)[4..];
        Expect.Equal(new PasswordCheck(true, null), new Passwords(_bcrypt, 4).Check("three eggs", hash), $"The check of a hash that begins with {prefix}", Section);
        Expect.True(new Passwords(_bcrypt, 5).Check("three eggs", hash).NewHash is not null, $"A cheap hash that begins with {prefix} is kept.", Renewal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(32)]
    public void A_cost_that_bcrypt_does_not_know_is_refused(int cost) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Passwords(_bcrypt, cost));

    [Theory]
    [InlineData(4)]
    [InlineData(31)]
    public void The_cheapest_and_the_dearest_cost_are_taken(int cost) => Assert.NotNull(new Passwords(_bcrypt, cost));

    private string Told(PasswordCheck? check = null)
    {
        var verdict = check is null ? "" : check.Matches ? "matches; " : "does not match; ";
        var renewed = check?.NewHash is { } hash ? $"; a new hash of cost {CountedBcrypt.Cost(hash)} to store" : "";
        return $"{verdict}{string.Join(", ", _bcrypt.Calls())}{renewed}";
    }
}

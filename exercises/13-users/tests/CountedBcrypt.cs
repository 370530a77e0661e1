namespace Camp.Users.Tests;

/// <summary>Real bcrypt that counts what it does.</summary>
public sealed class CountedBcrypt : IBcrypt
{
    private readonly Bcrypt _bcrypt = new();
    private readonly List<string> _calls = [];

    /// <summary>What was called since the last look, and at which cost: "verify 4".</summary>
    public string[] Calls()
    {
        lock (_calls)
        {
            string[] calls = [.. _calls];
            _calls.Clear();
            return calls;
        }
    }

    public string Hash(string password, int cost)
    {
        Count($"hash {cost}");
        return _bcrypt.Hash(password, cost);
    }

    public bool Verify(string password, string hash)
    {
        // Counted after the work: a decoy that bcrypt cannot read costs nothing.
        var matches = _bcrypt.Verify(password, hash);
        Count($"verify {Cost(hash)}");
        return matches;
    }

    /// <summary>The cost that stands in a hash.</summary>
    public static int Cost(string hash) => int.Parse(hash.Split('$')[2]);

    private void Count(string call)
    {
        lock (_calls)
            _calls.Add(call);
    }
}

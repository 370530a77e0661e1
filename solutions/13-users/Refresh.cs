using System.Buffers.Text;
using System.Security.Cryptography;

namespace Camp.Users;

/// <summary>Refresh tokens that work once: each is exchanged for the next of its family.</summary>
/// <remarks>
/// A login starts a family, and each exchange continues it. A token is 32 random bytes from a cryptographic generator as base64url
/// without padding (43 characters), and says nothing about the user. It is good for one exchange within <c>lifetime</c> of its
/// issue; at exactly that age no longer.
/// A token that is presented again, while it would not be too old, is a replay: two hold it, and one of them is a thief. Nobody can
/// tell which, so the whole family ends: none of its tokens works from then on, the newest included. Other families, the same user's
/// too, go on. This holds whatever runs at the same time: of many exchanges of one token exactly one gets the next token, and
/// that one is dead when the others have returned.
/// A token that is too old or unknown is refused and changes nothing. What is too old is forgotten, at the latest while other calls
/// come in: memory does not grow with the tokens of the past.
/// </remarks>
public sealed class Refresh
{
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Ticket> _tickets = [];

    // All live equally long, so the oldest are in front.
    private readonly Queue<Ticket> _byAge = new();

    /// <param name="lifetime">How long a token can be exchanged; more than zero.</param>
    /// <param name="clock">Tells a token's age.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lifetime"/> is zero or negative.</exception>
    public Refresh(TimeSpan lifetime, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        (_lifetime, _clock) = (lifetime, clock);
    }

    /// <summary>Starts a family for a user who has signed in.</summary>
    /// <returns>Its first token.</returns>
    public string Start(long userId)
    {
        lock (_gate)
        {
            Forget_NeedsLock();
            return Issue_NeedsLock(new Family(userId));
        }
    }

    /// <summary>Exchanges a token for the next one of its family.</summary>
    /// <returns>Null when it is refused.</returns>
    public Renewed? Renew(string token)
    {
        lock (_gate)
        {
            Forget_NeedsLock();
            if (!_tickets.TryGetValue(token, out var ticket))
                return null;
            var family = ticket.Family;
            // Looked at and marked in one step: the second of two who come together finds it used.
            family.IsEnded |= ticket.IsUsed;
            ticket.IsUsed = true;
            return family.IsEnded ? null : new(family.UserId, Issue_NeedsLock(family));
        }
    }

    /// <summary>Ends the family of any of its tokens, used or not, that is not too old: the user signs out.</summary>
    public void End(string token)
    {
        lock (_gate)
        {
            Forget_NeedsLock();
            if (_tickets.TryGetValue(token, out var ticket))
                ticket.Family.IsEnded = true;
        }
    }

    private string Issue_NeedsLock(Family family)
    {
        var ticket = new Ticket(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), family, _clock.GetTimestamp());
        _tickets.Add(ticket.Token, ticket);
        _byAge.Enqueue(ticket);
        return ticket.Token;
    }

    private void Forget_NeedsLock()
    {
        while (_byAge.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.IssuedAt) >= _lifetime)
            _tickets.Remove(_byAge.Dequeue().Token);
    }

    private sealed class Family(long userId)
    {
        public long UserId => userId;
        public bool IsEnded { get; set; }
    }

    private sealed class Ticket(string token, Family family, long issuedAt)
    {
        public string Token => token;
        public Family Family => family;
        public long IssuedAt => issuedAt;
        public bool IsUsed { get; set; }
    }
}

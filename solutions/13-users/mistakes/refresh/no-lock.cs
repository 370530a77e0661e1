// Mistake: nothing is locked.
// Rejected by: RefreshRaces.Two_exchange_one_token
// Explored: race
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Camp.Users;

/// <summary>Refresh tokens that work once: each is exchanged for the next of its family.</summary>
public sealed class Refresh
{
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Ticket> _tickets = [];

    // All live equally long, so the oldest are in front.
    private readonly Queue<Ticket> _byAge = new();

    public Refresh(TimeSpan lifetime, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        (_lifetime, _clock) = (lifetime, clock);
    }

    /// <summary>Starts a family for a user who has signed in.</summary>
    public string Start(long userId)
    {
        lock (new object())
        {
            Forget_NeedsLock();
            return Issue_NeedsLock(new Family(userId));
        }
    }

    /// <summary>Exchanges a token for the next one of its family.</summary>
    public Renewed? Renew(string token)
    {
        lock (new object())
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
        lock (new object())
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

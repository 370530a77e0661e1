// Mistake: the winner looks last whether the family has ended: a replay at the same moment leaves nobody with the next token.
// Rejected by: RefreshRaces.Two_exchange_one_token
// Explored: failed
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Camp.Users;

/// <summary>Refresh tokens that work once: each is exchanged for the next of its family.</summary>
public sealed class Refresh
{
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Ticket> _tickets = new();
    private readonly ConcurrentQueue<string> _byAge = new();

    public Refresh(TimeSpan lifetime, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        (_lifetime, _clock) = (lifetime, clock);
    }

    public string Start(long userId)
    {
        Forget();
        return Issue(new Family(userId));
    }

    public Renewed? Renew(string token)
    {
        Forget();
        if (!_tickets.TryGetValue(token, out var ticket) || IsOld(ticket))
            return null;
        if (Interlocked.Exchange(ref ticket.Uses, 1) != 0)
            ticket.Family.HasEnded = true;
        if (ticket.Family.HasEnded)
            return null;
        // A family that ends meanwhile takes the new token with it.
        return new(ticket.Family.UserId, Issue(ticket.Family));
    }

    public void End(string token)
    {
        if (_tickets.TryGetValue(token, out var ticket) && !IsOld(ticket))
            ticket.Family.HasEnded = true;
    }

    private string Issue(Family family)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _tickets[token] = new(family, _clock.GetUtcNow());
        _byAge.Enqueue(token);
        return token;
    }

    private void Forget()
    {
        while (_byAge.TryPeek(out var token) && (!_tickets.TryGetValue(token, out var ticket) || IsOld(ticket)))
        {
            _tickets.TryRemove(token, out _);
            // Another thread may have taken it off already; then this one goes to the end of the queue.
            if (_byAge.TryDequeue(out var taken) && taken != token)
                _byAge.Enqueue(taken);
        }
    }

    private bool IsOld(Ticket ticket) => _clock.GetUtcNow() - ticket.IssuedAt >= _lifetime;

    private sealed class Family(long userId)
    {
        public volatile bool HasEnded;
        public long UserId => userId;
    }

    private sealed class Ticket(Family family, DateTimeOffset issuedAt)
    {
        public int Uses;
        public Family Family => family;
        public DateTimeOffset IssuedAt => issuedAt;
    }
}

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
    /// <param name="lifetime">How long a token can be exchanged; more than zero.</param>
    /// <param name="clock">Tells a token's age.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lifetime"/> is zero or negative.</exception>
    // TODO 1: check and keep lifetime and clock.
    public Refresh(TimeSpan lifetime, TimeProvider clock) =>
        throw new NotImplementedException("Refresh: check the lifetime and keep it.");

    /// <summary>Starts a family for a user who has signed in.</summary>
    /// <returns>Its first token.</returns>
    // TODO 2: a family, and a random token that leads to it.
    public string Start(long userId) =>
        throw new NotImplementedException("Refresh.Start: start a family and issue its first token.");

    /// <summary>Exchanges a token for the next one of its family.</summary>
    /// <returns>Null when it is refused.</returns>
    // TODO 3: is it known, too old, used? See and mark it in one step, or two who come together both get a token.
    // TODO 4: used already: end the family. Else issue the next.
    // TODO 5: forget what is too old.
    public Renewed? Renew(string token) =>
        throw new NotImplementedException("Refresh.Renew: exchange a token once; a second time ends its family.");

    /// <summary>Ends the family of any of its tokens, used or not, that is not too old: the user signs out.</summary>
    // TODO 6: end the family.
    public void End(string token) =>
        throw new NotImplementedException("Refresh.End: end the token's family.");
}

namespace Camp.Users;

/// <summary>Lets an account's owner and administrators in, and nobody else.</summary>
public static class Authorize
{
    /// <summary>A component of the pipeline; stands behind the routing, before the endpoints.</summary>
    /// <remarks>
    /// The token is what follows <c>Bearer</c> (in upper or lower case) and a space in the request's only <c>Authorization</c> field.
    /// Without one, or when <c>validate</c> answers null, the answer is 401 with a <c>WWW-Authenticate</c> field that names
    /// <c>Bearer</c>. With one, a request whose route has the value <c>id</c> passes if that is the caller's own id, or if the caller
    /// is an administrator; otherwise the answer is 403. An id that is no whole number is nobody's own. A request whose route has no
    /// <c>id</c> passes with any valid token. What the query or the body says about an id counts for nothing.
    /// Both refusals are problem documents (<c>application/problem+json</c>). A refused request never reaches the endpoint,
    /// and its body is not read, so a client that may not come in does not learn either whether its body was well-formed.
    /// Whoever comes after finds the caller by <c>context.Features.Get&lt;Caller&gt;()</c>.
    /// </remarks>
    /// <param name="validate">Who the bearer of a token is; null when the token is not valid.</param>
    // TODO 1: take the token out of the Authorization field and ask who its bearer is. Nobody: 401.
    // TODO 2: compare the route's id with the caller's. Neither owner nor administrator: 403.
    // TODO 3: leave the caller in the request's features and go on.
    public static Func<RequestDelegate, RequestDelegate> OwnerOrAdmin(Func<string, Task<Caller?>> validate) => next => context =>
        throw new NotImplementedException("Authorize.OwnerOrAdmin: 401 for strangers, 403 for others, next for owner and administrator.");
}

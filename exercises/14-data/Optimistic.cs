using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>Products that many may edit at once: nobody overwrites what they have not seen.</summary>
public static class Optimistic
{
    /// <summary>Maps GET and PUT of /products/{id}.</summary>
    /// <remarks>
    /// GET: 200 and the <see cref="Product"/> as JSON, or 404.
    /// PUT takes a <see cref="ProductChange"/>. If its version is that of the row, the row gets the new name and price and the next
    /// version (one more), and the answer is 200 and the product as it is now. If it is another, older or newer, nothing changes and the
    /// answer is 409: the client has to GET, look and try again. 404 if there is no such product. 400 if a member is
    /// missing or null; nothing changes.
    /// That holds whatever runs at the same time: of several PUTs that saw the same version exactly one changes the row, and the
    /// others get 409, never 500. Nothing is locked between a client's GET and its PUT.
    /// 400, 404 and 409 are problem documents (<c>application/problem+json</c>). Each request disposes of its connections.
    /// </remarks>
    /// <param name="app">Where to map them.</param>
    /// <param name="connect">Makes a connection that is closed still.</param>
    // TODO 1: GET: select the row, or 404.
    // TODO 2: PUT: refuse what is incomplete; then one update that compares the version and raises it.
    // TODO 3: when it has changed no row: was it the id (404) or the version (409)?
    public static IEndpointRouteBuilder MapProducts(this IEndpointRouteBuilder app, Func<SqliteConnection> connect) =>
        throw new NotImplementedException("Optimistic.MapProducts: GET and PUT, where a stale version gets 409.");
}

// Alternative: the row is read and written in one transaction that has the lock for writing from its start.
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>Products that many may edit at once: nobody overwrites what they have not seen.</summary>
public static class Optimistic
{
    /// <summary>Maps GET and PUT of /products/{id}.</summary>
    public static IEndpointRouteBuilder MapProducts(this IEndpointRouteBuilder app, Func<SqliteConnection> connect)
    {
        app.MapGet("/products/{id:long}", async Task<Results<Ok<Product>, ProblemHttpResult>> (long id, CancellationToken cancellation) =>
        {
            await using var connection = connect();
            await connection.OpenAsync(cancellation);
            return await FindAsync(connection, id, cancellation) is { } product ? TypedResults.Ok(product) : Problem(404);
        });
        app.MapPut("/products/{id:long}", async Task<Results<Ok<Product>, ProblemHttpResult>> (
            long id, ProductChange change, CancellationToken cancellation) =>
        {
            if (change is not { Name: { } name, Cents: { } cents, Version: { } version })
                return Problem(400);
            await using var connection = connect();
            await connection.OpenAsync(cancellation);
            await using var transaction = connection.BeginTransaction(deferred: false);
            var found = await FindAsync(connection, id, cancellation);
            if (found is null || found.Version != version)
                return Problem(found is null ? 404 : 409);
            var product = await ReplaceAsync(connection, new(id, name, cents, version), cancellation);
            await transaction.CommitAsync(cancellation);
            return TypedResults.Ok(product!);
        });
        return app;
    }

    // The version is compared where it is changed, in one statement: between two of them another client would find room.
    private static Task<Product?> ReplaceAsync(SqliteConnection connection, Product seen, CancellationToken cancellation) => OneAsync(
        connection,
        """
        update products set name = @name, cents = @cents, version = version + 1
        where id = @id and version = @version
        returning id, name, cents, version
        """,
        cancellation,
        ("@id", seen.Id), ("@name", seen.Name), ("@cents", seen.Cents), ("@version", seen.Version));

    private static Task<Product?> FindAsync(SqliteConnection connection, long id, CancellationToken cancellation) =>
        OneAsync(connection, "select id, name, cents, version from products where id = @id", cancellation, ("@id", id));

    private static async Task<Product?> OneAsync(
        SqliteConnection connection, string sql, CancellationToken cancellation, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // Rolled back when it is disposed of.
        command.Transaction ??= null;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new(reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3))
            : null;
    }

    private static ProblemHttpResult Problem(int status) => TypedResults.Problem(statusCode: status);
}

using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>The table users of a SQLite file, by ADO.NET.</summary>
/// <remarks>
/// Each call asks for a connection, opens it and disposes of it, however the call ends. What comes from outside reaches the database
/// as a parameter, never as SQL. When a call's token is cancelled before it begins, nothing is read or written; it ends with an
/// <see cref="OperationCanceledException"/>.
/// </remarks>
/// <param name="connect">Makes a connection that is closed still.</param>
public sealed class Repository(Func<SqliteConnection> connect)
{
    // SQLITE_CONSTRAINT_UNIQUE: 19, the code of all broken constraints, and 8 in the next byte.
    private const int UniqueViolation = 2067;

    /// <summary>Stores a user.</summary>
    /// <remarks>Two may add the same email at the same moment: one gets the user, the other null.</remarks>
    /// <returns>The user with the new id, or null when the email is taken. Any other failure stays the exception it is.</returns>
    public async Task<User?> AddAsync(string email, string name, CancellationToken cancellation)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "insert into users (email, name) values (@email, @name) returning id";
        command.Parameters.AddWithValue("@email", email);
        command.Parameters.AddWithValue("@name", name);
        try
        {
            return new((long)(await command.ExecuteScalarAsync(cancellation))!, email, name);
        }
        // To look first whether the email is free would let two through who look together. The index lets one.
        catch (SqliteException taken) when (taken.SqliteExtendedErrorCode == UniqueViolation)
        {
            return null;
        }
    }

    /// <summary>The user of an email, or null.</summary>
    public async Task<User?> FindAsync(string email, CancellationToken cancellation)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, email, name from users where email = @email";
        command.Parameters.AddWithValue("@email", email);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Current(reader) : null;
    }

    /// <summary>The users whose names begin with <paramref name="prefix"/>, in the order of their ids.</summary>
    /// <remarks>
    /// Every character of the prefix stands for itself, % and _ too; whether upper and lower case differ is left open.
    /// Rows are read as they are asked for, at most one ahead: the first of a million comes at once, and who stops after it reads no
    /// more. Nothing happens before the first is asked for. Cancelled in the middle, by this token or by that of
    /// <c>WithCancellation</c>, the stream ends with an <see cref="OperationCanceledException"/> instead of the next row.
    /// </remarks>
    public async IAsyncEnumerable<User> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, email, name from users where substr(name, 1, length(@prefix)) = @prefix order by id";
        command.Parameters.AddWithValue("@prefix", prefix);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return Current(reader);
    }

    private static User Current(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2));
}

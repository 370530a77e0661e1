// Alternative: typed parameters, using blocks, last_insert_rowid.
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>The table users of a SQLite file, by ADO.NET.</summary>
public sealed class Repository(Func<SqliteConnection> connect)
{
    // SQLITE_CONSTRAINT_UNIQUE: 19, the code of all broken constraints, and 8 in the next byte.
    private const int UniqueViolation = 2067;

    /// <summary>Stores a user.</summary>
    public async Task<User?> AddAsync(string email, string name, CancellationToken cancellation)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "insert into users (email, name) values (@email, @name); select last_insert_rowid()";
        command.Parameters.Add("@email", SqliteType.Text).Value = email;
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
        command.Parameters.Add("@email", SqliteType.Text).Value = email;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Current(reader) : null;
    }

    /// <summary>The users whose names begin with <paramref name="prefix"/>, in the order of their ids.</summary>
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

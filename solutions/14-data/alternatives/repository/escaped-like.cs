// Alternative: LIKE with all its signs escaped; "on conflict do nothing" instead of an exception.
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>The table users of a SQLite file, by ADO.NET.</summary>
public sealed class Repository(Func<SqliteConnection> connect)
{
    /// <summary>Stores a user.</summary>
    public async Task<User?> AddAsync(string email, string name, CancellationToken cancellation)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "insert into users (email, name) values (@email, @name) on conflict (email) do nothing returning id";
        command.Parameters.AddWithValue("@email", email);
        command.Parameters.AddWithValue("@name", name);
        return await command.ExecuteScalarAsync(cancellation) is long id ? new(id, email, name) : null;
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
    public async IAsyncEnumerable<User> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, email, name from users where name like @prefix || '%' escape '\\' order by id";
        command.Parameters.AddWithValue("@prefix", prefix.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_"));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return Current(reader);
    }

    private static User Current(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2));
}

using Camp.Service.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Camp.Service.Users;

// Go's database/sql. Lesson 14-data explains parameters, unique violations and cancellation.
internal sealed class UserStore(Database database)
{
    private const int UniqueViolation = 2067;

    /// <summary>The stored user, or null when the email is taken.</summary>
    public async Task<User?> AddAsync(string name, string email, string passwordHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                """
                insert into users (name, email, email_key, password_hash) values (@name, @email, @key, @passwordHash)
                returning id
                """,
                new { name, email, key = Key(email), passwordHash },
                cancellationToken: cancellationToken));
            return new User(id, name, email);
        }
        catch (SqliteException taken) when (taken.SqliteExtendedErrorCode == UniqueViolation)
        {
            return null;
        }
    }

    public async Task<User?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<User>(new CommandDefinition(
            "select id, name, email from users where id = @id", new { id }, cancellationToken: cancellationToken));
    }

    public async Task<Credentials?> FindCredentialsAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Credentials>(new CommandDefinition(
            "select id, password_hash as PasswordHash from users where email_key = @key",
            new { key = Key(email) },
            cancellationToken: cancellationToken));
    }

    /// <summary>The users of a page in the order of their ids.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(Page page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var users = await connection.QueryAsync<User>(new CommandDefinition(
            "select id, name, email from users order by id limit @Size offset @Offset",
            new { page.Size, page.Offset },
            cancellationToken: cancellationToken));
        return users.AsList();
    }

    /// <summary>Replaces all that a client may set. A null hash keeps the password.</summary>
    public async Task<Change> ReplaceAsync(User user, string? passwordHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var rows = await connection.ExecuteAsync(new CommandDefinition(
                """
                update users set name = @Name, email = @Email, email_key = @key,
                    password_hash = coalesce(@passwordHash, password_hash)
                where id = @Id
                """,
                new { user.Id, user.Name, user.Email, key = Key(user.Email), passwordHash },
                cancellationToken: cancellationToken));
            return rows == 1 ? Change.Done : Change.NoSuchUser;
        }
        catch (SqliteException taken) when (taken.SqliteExtendedErrorCode == UniqueViolation)
        {
            return Change.EmailTaken;
        }
    }

    /// <summary>Whether there was such a user.</summary>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from users where id = @id", new { id }, cancellationToken: cancellationToken)) == 1;
    }

    private static string Key(string email) => email.Normalize().ToLowerInvariant();
}

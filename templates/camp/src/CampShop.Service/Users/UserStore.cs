using System.Data.Common;
using Camp.Service.Data;
using Dapper;

namespace Camp.Service.Users;

// Go's database/sql. Lesson 14-data explains parameters, unique violations and cancellation.
internal sealed class UserStore(Database database)
{
    public async Task<User?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<User>(
            Sql.Of("select id, name, email from users where id = @id", new { id }, cancellationToken));
    }

    /// <summary>The users of a page in the order of their ids.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(Page page, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var users = await connection.QueryAsync<User>(Sql.Of(
            "select id, name, email from users order by id limit @Size offset @Offset",
            new { page.Size, page.Offset }, cancellationToken));
        return users.AsList();
    }

    /// <summary>The stored user, or null when the email is taken: then the unit of work is of no more use.</summary>
    public static async Task<User?> AddAsync(UnitOfWork work, string name, string email, CancellationToken cancellationToken)
    {
        try
        {
            var id = await work.ExecuteForIdAsync(
                "insert into users (name, email, email_key) values (@name, @email, @key) returning id",
                new { name, email, key = Key(email) }, cancellationToken);
            return new User(id, name, email);
        }
        catch (DbException failure) when (Database.IsTaken(failure))
        {
            return null;
        }
    }

    /// <summary>Replaces all that a client may set.</summary>
    public static async Task<Change> ReplaceAsync(UnitOfWork work, User user, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await work.ExecuteAsync(
                "update users set name = @Name, email = @Email, email_key = @key where id = @Id",
                new { user.Id, user.Name, user.Email, key = Key(user.Email) }, cancellationToken);
            return rows == 1 ? Change.Done : Change.NoSuchUser;
        }
        catch (DbException failure) when (Database.IsTaken(failure))
        {
            return Change.EmailTaken;
        }
    }

    /// <summary>Whether there was such a user.</summary>
    public static async Task<bool> RemoveAsync(UnitOfWork work, long id, CancellationToken cancellationToken) =>
        await work.ExecuteAsync("delete from users where id = @id", new { id }, cancellationToken) == 1;

    /// <summary>An email as it is compared.</summary>
    public static string Key(string email) => email.Normalize().ToLowerInvariant();
}

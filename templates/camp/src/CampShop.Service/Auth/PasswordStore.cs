using Camp.Service.Data;
using Camp.Service.Users;
using Dapper;

namespace Camp.Service.Auth;

/// <summary>Hashes lie apart from users, so that nothing which reads a user can show one.</summary>
internal sealed class PasswordStore(Database database)
{
    public async Task<Credentials?> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Credentials>(Sql.Of(
            "select u.id as UserId, p.hash as Hash from users u join passwords p on p.user_id = u.id where u.email_key = @key",
            new { key = UserStore.Key(email) }, cancellationToken));
    }

    public static Task SetAsync(UnitOfWork work, long userId, string hash, CancellationToken cancellationToken) =>
        work.ExecuteAsync(
            """
            insert into passwords (user_id, hash) values (@userId, @hash)
            on conflict (user_id) do update set hash = excluded.hash
            """,
            new { userId, hash }, cancellationToken);

    public static Task RemoveAsync(UnitOfWork work, long userId, CancellationToken cancellationToken) =>
        work.ExecuteAsync("delete from passwords where user_id = @userId", new { userId }, cancellationToken);
}

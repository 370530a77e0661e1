// Alternative: one method begins and commits for all three.
using Camp.Service.Auth;
using Camp.Service.Data;
using Camp.Service.Events;

namespace Camp.Service.Users;

internal sealed class Accounts(Database database, Outbox outbox, Passwords passwords)
{
    /// <summary>Stores the user and the event that tells of it. Null when the email is taken.</summary>
    public async Task<User?> AddAsync(NewUser valid, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(valid.Password!, cancellationToken);
        var added = await TogetherAsync<User?>(async work =>
        {
            var user = await UserStore.AddAsync(work, valid.Name!, valid.Email!, cancellationToken);
            if (user is not null)
            {
                await Outbox.AddAsync(work, new UserCreated(user.Id, user.Name, user.Email), cancellationToken);
                await PasswordStore.SetAsync(work, user.Id, hash, cancellationToken);
            }
            return (user is not null, user);
        }, cancellationToken);
        outbox.Wake();
        return added;
    }

    /// <summary>Replaces all that a client may set. Without a password the old one stays.</summary>
    public async Task<Change> ReplaceAsync(User user, string? password, CancellationToken cancellationToken)
    {
        var hash = password is null ? null : await passwords.HashAsync(password, cancellationToken);
        return await TogetherAsync(async work =>
        {
            var change = await UserStore.ReplaceAsync(work, user, cancellationToken);
            if (change == Change.Done && hash is not null)
            {
                await PasswordStore.SetAsync(work, user.Id, hash, cancellationToken);
            }
            return (change == Change.Done, change);
        }, cancellationToken);
    }

    /// <summary>Whether there was such a user.</summary>
    public Task<bool> RemoveAsync(long id, CancellationToken cancellationToken) => TogetherAsync(async work =>
    {
        await PasswordStore.RemoveAsync(work, id, cancellationToken);
        return (true, await UserStore.RemoveAsync(work, id, cancellationToken));
    }, cancellationToken);

    private async Task<T> TogetherAsync<T>(Func<UnitOfWork, Task<(bool Keep, T Result)>> steps, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var (keep, result) = await steps(work);
        if (keep)
        {
            await work.CommitAsync(cancellationToken);
        }
        return result;
    }
}

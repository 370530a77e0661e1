// Mistake: wakes the outbox before the event is there: who looks at once finds nothing, and nobody wakes it again.
// Rejected by: AccountsTests.A_commit_that_fails_keeps_nothing_and_wakes_nobody
using Camp.Service.Auth;
using Camp.Service.Data;
using Camp.Service.Events;

namespace Camp.Service.Users;

// What is written together is kept together or not at all: lesson 14-data explains transactions, 15-events the outbox.
internal sealed class Accounts(Database database, Outbox outbox, Passwords passwords)
{
    /// <summary>Stores the user and the event that tells of it. Null when the email is taken.</summary>
    public async Task<User?> AddAsync(NewUser valid, CancellationToken cancellationToken)
    {
        // Hashing takes long, and no transaction should wait for it.
        var hash = await passwords.HashAsync(valid.Password!, cancellationToken);
        await using var work = await database.BeginAsync(cancellationToken);
        if (await UserStore.AddAsync(work, valid.Name!, valid.Email!, cancellationToken) is not { } user)
        {
            return null;
        }
        await PasswordStore.SetAsync(work, user.Id, hash, cancellationToken);
        await Outbox.AddAsync(work, new UserCreated(user.Id, user.Name, user.Email), cancellationToken);
        outbox.Wake();
        await work.CommitAsync(cancellationToken);
        return user;
    }

    /// <summary>Replaces all that a client may set. Without a password the old one stays.</summary>
    public async Task<Change> ReplaceAsync(User user, string? password, CancellationToken cancellationToken)
    {
        var hash = password is null ? null : await passwords.HashAsync(password, cancellationToken);
        await using var work = await database.BeginAsync(cancellationToken);
        var change = await UserStore.ReplaceAsync(work, user, cancellationToken);
        if (change != Change.Done)
        {
            return change;
        }
        if (hash is not null)
        {
            await PasswordStore.SetAsync(work, user.Id, hash, cancellationToken);
        }
        await work.CommitAsync(cancellationToken);
        return Change.Done;
    }

    /// <summary>Whether there was such a user.</summary>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var removed = await UserStore.RemoveAsync(work, id, cancellationToken);
        await PasswordStore.RemoveAsync(work, id, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return removed;
    }
}

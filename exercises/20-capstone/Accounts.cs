using Camp.Service.Auth;
using Camp.Service.Data;
using Camp.Service.Events;

namespace Camp.Service.Users;

// What is written together is kept together or not at all: lesson 14-data explains transactions, 15-events the outbox.
internal sealed class Accounts(Database database, Outbox outbox, Passwords passwords)
{
    /// <summary>Stores the user and the event that tells of it. Null when the email is taken.</summary>
    // TODO 1: hash the password before the transaction begins: hashing takes long, and nobody should wait for it.
    // TODO 2: in one unit of work (database.BeginAsync) the user, the hash and the event UserCreated: UserStore, PasswordStore and Outbox
    //         have a method for each. When the email is taken, nothing is kept.
    // TODO 3: after the commit wake the outbox.
    public Task<User?> AddAsync(NewUser valid, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Accounts.AddAsync: user, hash and event in one transaction.");

    /// <summary>Replaces all that a client may set. Without a password the old one stays.</summary>
    // TODO 4: user and hash in one unit of work. Whatever is not Change.Done keeps nothing.
    public Task<Change> ReplaceAsync(User user, string? password, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Accounts.ReplaceAsync: user and hash in one transaction.");

    /// <summary>Whether there was such a user.</summary>
    // TODO 5: the user and the hash go together.
    public Task<bool> RemoveAsync(long id, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Accounts.RemoveAsync: user and hash in one transaction.");
}

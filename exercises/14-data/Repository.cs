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
    private readonly Func<SqliteConnection> _connect = connect;

    /// <summary>Stores a user.</summary>
    /// <remarks>Two may add the same email at the same moment: one gets the user, the other null.</remarks>
    /// <returns>The user with the new id, or null when the email is taken. Any other failure stays the exception it is.</returns>
    // TODO 1: connection, command, parameters, "insert … returning id".
    // TODO 2: catch the one failure that means "taken", and no other.
    public Task<User?> AddAsync(string email, string name, CancellationToken cancellation) =>
        throw new NotImplementedException("Repository.AddAsync: insert by a command of a connection.");

    /// <summary>The user of an email, or null.</summary>
    // TODO 3: a command, a reader, at most one row.
    public Task<User?> FindAsync(string email, CancellationToken cancellation) =>
        throw new NotImplementedException("Repository.FindAsync: select by the email.");

    /// <summary>The users whose names begin with <paramref name="prefix"/>, in the order of their ids.</summary>
    /// <remarks>
    /// Every character of the prefix stands for itself, % and _ too; whether upper and lower case differ is left open.
    /// Rows are read as they are asked for, at most one ahead: the first of a million comes at once, and who stops after it reads no
    /// more. Nothing happens before the first is asked for. Cancelled in the middle, by this token or by that of
    /// <c>WithCancellation</c>, the stream ends with an <see cref="OperationCanceledException"/> instead of the next row.
    /// </remarks>
    // TODO 4: make it async, and yield each row as the reader gives it.
    // TODO 5: hear the token of WithCancellation too: [EnumeratorCancellation].
    public IAsyncEnumerable<User> ListAsync(string prefix, CancellationToken cancellation) =>
        throw new NotImplementedException("Repository.ListAsync: yield row after row.");
}

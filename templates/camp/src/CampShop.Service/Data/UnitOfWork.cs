using System.Data.Common;

namespace Camp.Service.Data;

/// <summary>One transaction on a connection of its own: all of it is kept, or, disposed without a commit, none of it.</summary>
internal sealed class UnitOfWork(DbConnection connection, DbTransaction transaction, Action? release = null) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
        finally
        {
            release?.Invoke();
        }
    }
}

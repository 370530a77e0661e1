using Dapper;

namespace Camp.Service.Data;

/// <summary>Dapper's calls, each with the token of its caller, on a connection alone or in a unit of work.</summary>
internal static class Sql
{
    public static CommandDefinition Of(string text, object? parameters, CancellationToken cancellationToken) =>
        new(text, parameters, cancellationToken: cancellationToken);

    public static Task<int> ExecuteAsync(
        this UnitOfWork work, string text, object? parameters, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(text, parameters, work.Transaction, cancellationToken: cancellationToken));

    public static Task<long> ExecuteForIdAsync(
        this UnitOfWork work, string text, object? parameters, CancellationToken cancellationToken) =>
        work.Connection.ExecuteScalarAsync<long>(new CommandDefinition(text, parameters, work.Transaction, cancellationToken: cancellationToken));

    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this UnitOfWork work, string text, object? parameters, CancellationToken cancellationToken) =>
        (await work.Connection.QueryAsync<T>(
            new CommandDefinition(text, parameters, work.Transaction, cancellationToken: cancellationToken))).AsList();
}

using Camp.Service.Data;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Camp.Service.Tests.Postgres;

public sealed class PoolTests
{
    [Fact]
    public async Task Nobody_gets_a_connection_over_the_maximum_and_waiting_ends()
    {
        await using var service = await TestService.StartAsync("--Database:MaxConnections=3", "--Database:AcquireTimeout=00:00:01");
        var database = service.Services.GetRequiredService<Database>();
        await EventTests.EverythingIsSentAsync(service);
        var taken = new List<IAsyncDisposable>();

        var refused = await Assert.ThrowsAsync<NpgsqlException>(async () =>
        {
            while (taken.Count < 4)
            {
                taken.Add(await database.OpenAsync(TestService.Cancelled));
            }
        });

        Assert.Contains("pool", refused.Message, StringComparison.OrdinalIgnoreCase);
        foreach (var connection in taken)
        {
            await connection.DisposeAsync();
        }
        await using var again = await database.OpenAsync(TestService.Cancelled);
    }

    [Fact]
    public async Task A_connection_that_is_not_given_back_is_reported_once_with_its_taker()
    {
        await using var service = await TestService.StartAsync("--Database:LeakAfter=00:00:00.100");
        var database = service.Services.GetRequiredService<Database>();

        await using (await database.OpenAsync(TestService.Cancelled))
        {
            await Eventually.TrueAsync(() => Task.FromResult(Reports().Any()), "the leak is reported");
        }

        Assert.Equal("PoolTests.A_connection_that_is_not_given_back_is_reported_once_with_its_taker", Assert.Single(Reports()));

        IEnumerable<string?> Reports() => service.Log.Lines
            .Where(line => ((string)line["@mt"]!).StartsWith("A connection that", StringComparison.Ordinal))
            .Select(line => (string?)line["Taker"]).Where(taker => taker!.StartsWith("PoolTests", StringComparison.Ordinal));
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class CrashTests
{
    private const int Clients = 8;

    // CAMP_ROUNDS says how often; each round starts a process and kills it.
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("CAMP_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_was_acknowledged_before_a_kill_is_there_and_every_event_takes_effect_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        await using var database = await TestDatabase.CreateAsync();
        string[] settings = [.. database.Settings, .. TestBroker.Settings(), .. await TestLimiter.SettingsAsync()];
        var acknowledged = new ConcurrentBag<string>();

        for (var round = 0; round < Rounds; round++)
        {
            await RegisterUntilKilledAsync(settings, round, acknowledged);
        }

        await using var survivor = await TestService.StartAsync(database, _ => { }, settings);
        var users = await survivor.QueryAsync<(long Id, string Email)>("select id, email from users order by id");
        Assert.Empty(acknowledged.Except(users.Select(user => user.Email)));
        await EventTests.EverythingIsSentAsync(survivor);
        await HasEachOnceAsync(survivor, "orders", users.Select(user => user.Id));
        await HasEachOnceAsync(survivor, "notifications", users.Select(user => user.Id));
    }

    // Every round dies at another moment: after its first answer, its fourth, its seventh…
    private static async Task RegisterUntilKilledAsync(string[] settings, int round, ConcurrentBag<string> acknowledged)
    {
        using var service = new ServiceProcess(settings);
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        var before = acknowledged.Count;
        var due = new TaskCompletionSource();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(who => RegisterAsync(who)));
        await Task.WhenAny(due.Task, load).WaitAsync(TestService.Cancelled);
        service.Kill();
        await load;

        async Task RegisterAsync(int who)
        {
            for (var count = 0; await TryAsync($"user-{round}-{who}-{count}@example.com"); count++)
            {
            }
        }

        async Task<bool> TryAsync(string email)
        {
            try
            {
                using var answer = await client.PostAsJsonAsync("/api/users", TestService.NewUser("Ann", email), TestService.Cancelled);
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                acknowledged.Add(email);
                if (acknowledged.Count - before > round * 3)
                {
                    due.TrySetResult();
                }
                return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or SocketException)
            {
                // Killed before the answer: the user may be there or not.
                return false;
            }
        }
    }

    private static async Task HasEachOnceAsync(TestService service, string table, IEnumerable<long> expected)
    {
        var ids = expected.ToList();
        await Eventually.TrueAsync(async () => (await UserIdsAsync()).Count >= ids.Count, $"{table} has all users");
        Assert.Equal(ids, await UserIdsAsync());

        Task<IReadOnlyList<long>> UserIdsAsync() => service.QueryAsync<long>($"select user_id from {table} order by user_id");
    }
}

#:project ..
#:package Npgsql
#:property PublishAot=false
// Half an hour of your pool in simulated time, and then four ways to reach a real PostgreSQL, measured. Run it with
//   dotnet demo/demo.cs
//   CAMP_POSTGRES="Host=localhost;Username=me;Database=postgres" dotnet demo/demo.cs
// With --restart behind it you stop and start the server at the end, and the pool has to survive it.
using System.Diagnostics;
using Camp.Pooling;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

try
{
    await Simulated();
    if (Environment.GetEnvironmentVariable("CAMP_POSTGRES") is { Length: > 0 } named)
        return await Measured(new NpgsqlConnectionStringBuilder(named) { ApplicationName = "camp-demo" }, args.Contains("--restart"));
    Console.WriteLine("\nThe four steps were not measured: CAMP_POSTGRES names no server. For one on this machine:");
    Console.WriteLine("  CAMP_POSTGRES=\"Host=localhost;Username=me;Database=postgres\" dotnet demo/demo.cs");
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish all six exercises first ({todo.Message}): camp hint pooling/bounded-pool");
    return 1;
}

async Task Simulated()
{
    var (clock, server, settings) = (new FakeTimeProvider(), new Pretended(), new PoolSettings());
    Console.WriteLine("Your pool in simulated time: at most 20, at least 5 idle, 3 s of waiting, 10 min unused, 30 min of life, leaks after 5 s");
    await using var pool = new ConnectionPool(settings, token => server.OpenAsync(clock, token), clock, leak => Console.WriteLine($"            LEAK: {leak.Taker} has had a connection for {leak.Held.TotalSeconds} s"));
    await Tell("start");
    var leases = new List<ILease>();
    while (leases.Count < 20)
        leases.Add(await pool.RentAsync(default, "Burst"));
    var late = pool.RentAsync(default, "Late");
    await Tell("a burst of 20");
    await Pass(TimeSpan.FromSeconds(3));
    Console.WriteLine($"            number 21 after 3 s: {(late.IsFaulted ? late.Exception!.InnerException!.GetType().Name : "still waits")}");
    for (var i = 0; i < 19; i++)
        await leases[i].DisposeAsync();
    await Pass(TimeSpan.FromSeconds(2));
    await leases[19].DisposeAsync();
    await Tell("all are back");
    await Minutes(11);
    await Tell("11 min unused");
    await Minutes(20);
    await Tell("31 min old");
    server.Restart();
    await using (await pool.RentAsync(default, "After"))
        await Tell("server restarted");

    async Task Minutes(int minutes)
    {
        for (var half = 0; half < 2 * minutes; half++)
            await Pass(TimeSpan.FromSeconds(30));
    }

    async Task Pass(TimeSpan time)
    {
        clock.Advance(time);
        // What time sets going runs in the background, in real time.
        await Task.Delay(10);
    }

    async Task Tell(string when)
    {
        await Task.Delay(100);
        Console.WriteLine($"  {when,-18} {server.Opened - server.Closed,3} connections, {pool.Idle,2} idle  |{new string('#', server.Opened - server.Closed - pool.Idle)}{new string('.', pool.Idle)}");
    }
}

async Task<int> Measured(NpgsqlConnectionStringBuilder server, bool restart)
{
    // Each step opens its own connections; the driver's pool must not stand behind ours.
    var alone = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString;
    try
    {
        await Select(alone);
    }
    catch (NpgsqlException error)
    {
        Console.Error.WriteLine($"\nCAMP_POSTGRES names '{server.Host}:{server.Port}', which does not answer: {error.Message} Start the server, or unset CAMP_POSTGRES.");
        return 1;
    }

    Console.WriteLine($"\nFour steps against PostgreSQL on {server.Host}:{server.Port}: 16 callers, 480 times SELECT 1; half-way the server cuts all connections");
    Console.WriteLine("  step                                          ms an answer   opened   failed after the cut");
    await Row("1 a connection for each request", () => Select(alone), closing: null);
    await RowOfPool("2 a pool whose connections live for 20 ms", new PoolSettings { MinimumIdle = 0, MaximumLifetime = TimeSpan.FromMilliseconds(20) }, asks: false);
    await RowOfPool("3 the pool with its settings: 20, 5, 30 min", new PoolSettings(), asks: false);
    await RowOfPool("4 ... and a check before each use", new PoolSettings(), asks: true);
    var own = new NpgsqlConnectionStringBuilder(server.ConnectionString)
    {
        MaxPoolSize = 20, MinPoolSize = 5, Timeout = 3, ConnectionIdleLifetime = 600, ConnectionLifetime = 1800,
    };
    await Row("the driver's own pool, the settings of 3", () => Select(own.ConnectionString), () => NpgsqlConnection.ClearAllPools());
    if (restart)
        return await Survived();
    return 0;

    async Task RowOfPool(string name, PoolSettings settings, bool asks)
    {
        await using var pool = new ConnectionPool(settings, token => Physical.OpenAsync(alone, asks, token), TimeProvider.System, leak => Console.WriteLine($"LEAK: {leak}"));
        await Row(name, () => Through(pool), closing: null);
    }

    async Task Row(string name, Func<Task> request, Action? closing)
    {
        var before = await Sessions();
        var (time, answered) = await Load(request);
        await Cut();
        var (more, afterwards) = await Load(request);
        answered += afterwards;
        closing?.Invoke();
        Console.WriteLine(FormattableString.Invariant($"  {name,-46} {(time + more).TotalMilliseconds / answered,11:0.00} {await Sessions() - before - 2,9} {480 - answered,15}"));
    }

    async Task<int> Survived()
    {
        var failures = 0;
        await using var pool = new ConnectionPool(new PoolSettings(), token => Physical.OpenAsync(alone, asks: true, token), TimeProvider.System, _ => { });
        await Through(pool);
        Console.WriteLine("\nStop the server now, then start it again; there are 2 minutes for it.");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(100))
        {
            try
            {
                await Through(pool);
                if (failures == 0)
                    continue;
                Console.WriteLine($"The server is back, after {failures} failed requests. The same pool goes on.");
                return 0;
            }
            catch (Exception error)
            {
                if (failures++ == 0)
                    Console.WriteLine($"The server is away: {error.GetType().Name}");
            }
        }

        Console.WriteLine(failures == 0 ? "The server was not stopped." : "The pool did not come back.");
        return 1;
    }

    async Task Cut() => await Ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'camp-demo' AND pid <> pg_backend_pid()");

    // What the server itself has counted; a session is counted a moment after it has begun.
    async Task<long> Sessions()
    {
        await Task.Delay(1100);
        return await Ask("SELECT sessions FROM pg_stat_database WHERE datname = current_database()");
    }

    async Task<long> Ask(string query)
    {
        await using var connection = new NpgsqlConnection(alone);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

// A request that fails at once must not make the others look quicker: only what was answered counts.
static async Task<(TimeSpan Time, int Answered)> Load(Func<Task> request)
{
    var (ticks, answered) = (0L, 0);
    await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < 15; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                await request();
                Interlocked.Add(ref ticks, Stopwatch.GetElapsedTime(begun).Ticks);
                Interlocked.Increment(ref answered);
            }
            catch (Exception error) when (error is not NotImplementedException)
            {
                // Counted by not being answered.
            }
        }
    })));
    return (new TimeSpan(ticks), answered);
}

static async Task Select(string server)
{
    await using var connection = new NpgsqlConnection(server);
    await connection.OpenAsync();
    await using var command = new NpgsqlCommand("SELECT 1", connection);
    await command.ExecuteScalarAsync();
}

static async Task Through(ConnectionPool pool)
{
    await using var lease = await pool.RentAsync(default);
    await ((Physical)lease.Connection).SelectAsync(default);
}

/// <summary>A connection of the driver, without the driver's pool.</summary>
internal sealed class Physical(NpgsqlConnection connection, bool asks) : IConnection
{
    public long OpenedAt { get; } = TimeProvider.System.GetTimestamp();

    public static async Task<IConnection> OpenAsync(string server, bool asks, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellation);
        return new Physical(connection, asks);
    }

    public async Task<bool> IsAliveAsync(CancellationToken cancellation)
    {
        if (asks)
            await SelectAsync(cancellation);
        return true;
    }

    public async Task SelectAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancellation);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>A server in memory for the simulated half hour.</summary>
internal sealed class Pretended
{
    private int _generation;

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public void Restart() => _generation++;

    public Task<IConnection> OpenAsync(TimeProvider clock, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (this)
            Opened++;
        return Task.FromResult<IConnection>(new Line(this, _generation, clock.GetTimestamp()));
    }

    private sealed class Line(Pretended server, int generation, long openedAt) : IConnection
    {
        public long OpenedAt => openedAt;

        public Task<bool> IsAliveAsync(CancellationToken cancellation) => Task.FromResult(generation == server._generation);

        public ValueTask DisposeAsync()
        {
            lock (server)
                server.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}

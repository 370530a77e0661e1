using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Camp.Service.Data;

/// <summary>Reports, once each, connections that were taken long ago and not given back, and who took them.</summary>
internal sealed partial class Leaks(IOptions<DatabaseOptions> options, TimeProvider clock, ILogger<Leaks> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<DbConnection, Loan> _out = new();

    public void Watch(DbConnection connection, string taker)
    {
        _out[connection] = new Loan(taker, clock.GetTimestamp());
        connection.StateChange += GivenBack;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeakAfter, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (connection, loan) in _out)
            {
                if (!loan.Reported && clock.GetElapsedTime(loan.Since) >= options.Value.LeakAfter
                    && _out.TryUpdate(connection, loan with { Reported = true }, loan))
                {
                    LogLeak(loan.Taker, options.Value.LeakAfter);
                }
            }
        }
    }

    private void GivenBack(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState == ConnectionState.Closed)
        {
            _out.TryRemove((DbConnection)sender, out _);
            ((DbConnection)sender).StateChange -= GivenBack;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A connection that {Taker} took is out for more than {LeakAfter}")]
    private partial void LogLeak(string taker, TimeSpan leakAfter);

    private sealed record Loan(string Taker, long Since, bool Reported = false);
}

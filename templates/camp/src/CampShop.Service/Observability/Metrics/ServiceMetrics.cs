using System.Diagnostics.Metrics;

namespace Camp.Service.Observability;

/// <summary>What the service counts itself. Lesson 12-metrics explains instruments and labels.</summary>
internal sealed class ServiceMetrics
{
    public const string Meter = "Camp.Service";

    private readonly Counter<long> _registrations;
    private readonly Counter<long> _logins;

    public ServiceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _registrations = meter.CreateCounter<long>("camp.registrations", description: "Users registered.");
        _logins = meter.CreateCounter<long>("camp.logins", description: "Logins tried, by outcome.");
    }

    public void Registered() => _registrations.Add(1);

    public void LoggedIn(bool accepted) =>
        _logins.Add(1, new KeyValuePair<string, object?>("outcome", accepted ? "accepted" : "refused"));
}

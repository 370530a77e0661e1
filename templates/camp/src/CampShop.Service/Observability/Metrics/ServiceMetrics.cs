using System.Diagnostics.Metrics;

namespace Camp.Service.Observability;

/// <summary>What the service counts itself. Lesson 12-metrics explains instruments and labels.</summary>
internal sealed class ServiceMetrics
{
    public const string Meter = "Camp.Service";

    private readonly Counter<long> _registrations;
#if (auth)
    private readonly Counter<long> _logins;
#endif
    private readonly Counter<long> _deadLetters;

    public ServiceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _registrations = meter.CreateCounter<long>("camp.registrations", description: "Users registered.");
#if (auth)
        _logins = meter.CreateCounter<long>("camp.logins", description: "Logins tried, by outcome.");
#endif
        _deadLetters = meter.CreateCounter<long>("camp.dead_letters", description: "Events that a subscriber can't handle.");
    }

    public void Registered() => _registrations.Add(1);

#if (auth)
    public void LoggedIn(bool accepted) =>
        _logins.Add(1, new KeyValuePair<string, object?>("outcome", accepted ? "accepted" : "refused"));

#endif
    public void PutAside(string subscriber) =>
        _deadLetters.Add(1, new KeyValuePair<string, object?>("subscriber", subscriber));
}

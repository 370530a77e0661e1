namespace Camp.Health;

/// <summary>One running copy of a service.</summary>
/// <param name="Id">Different for every instance: a pod's name, a host and port.</param>
/// <param name="Service">The service's name, the same for all its instances.</param>
/// <param name="Address">Where it takes requests.</param>
public sealed record Instance(string Id, string Service, Uri Address);

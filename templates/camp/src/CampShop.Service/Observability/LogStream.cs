namespace Camp.Service.Observability;

/// <summary>Where log lines go: the console, and elsewhere in tests.</summary>
internal sealed record LogStream(Stream Stream);

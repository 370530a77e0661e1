using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Config;

/// <summary>Bounds of the server. Section <c>Server</c>.</summary>
internal sealed record ServerOptions
{
    /// <summary>The largest body of a request, in bytes: 1 KiB to 1 MiB. Default 16 KiB.</summary>
    [Range(1024, 1024 * 1024, ErrorMessage = "Server:MaxBodyBytes must be from 1024 to 1048576.")]
    public long MaxBodyBytes { get; set; } = 16 * 1024;

    /// <summary>The largest head of a request, all header lines together, in bytes: 4 KiB to 64 KiB. Default 16 KiB.</summary>
    [Range(4096, 64 * 1024, ErrorMessage = "Server:MaxHeaderBytes must be from 4096 to 65536.")]
    public int MaxHeaderBytes { get; set; } = 16 * 1024;

    /// <summary>How long a service that is told to stop still takes new requests, while <c>/health/ready</c> answers 503 and load
    /// balancers turn away: none to five minutes. Default 5 seconds, none in Development.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "Server:DrainDelay must be from 00:00:00 to 00:05:00.")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop then waits for running requests: one second to ten minutes. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Server:StopTimeout must be from 00:00:01 to 00:10:00.")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

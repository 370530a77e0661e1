using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Config;

/// <summary>Bounds of the server. Section <c>Server</c>.</summary>
internal sealed record ServerOptions
{
    /// <summary>The largest body of a request, in bytes: 1 KiB to 1 MiB. Default 16 KiB.</summary>
    [Range(1024, 1024 * 1024, ErrorMessage = "Server:MaxBodyBytes must be from 1024 to 1048576.")]
    public long MaxBodyBytes { get; set; } = 16 * 1024;

    /// <summary>How long a stop waits for running requests: one second to ten minutes. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Server:StopTimeout must be from 00:00:01 to 00:10:00.")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

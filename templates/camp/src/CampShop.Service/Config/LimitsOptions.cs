using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Config;

/// <summary>How often one client address may try to log in. Section <c>LoginLimit</c>.</summary>
internal sealed record LoginLimitOptions
{
    /// <summary>Attempts in a window, right or wrong: 1 to 1,000,000. Default 10.</summary>
    [Range(1, 1_000_000, ErrorMessage = "LoginLimit:Attempts must be from 1 to 1000000.")]
    public int Attempts { get; set; } = 10;

    /// <summary>The window's length: one second to one day. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "LoginLimit:Window must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}

using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Config;

/// <summary>How often one client address may do what costs much. Section <c>Limits</c>.</summary>
internal sealed record LimitsOptions
{
#if (auth)
    /// <summary>Logins in a window, right or wrong: 1 to 1,000,000. Default 10.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:Logins must be from 1 to 1000000.")]
    public int Logins { get; set; } = 10;

#endif
    /// <summary>Registrations, replaces and deletes in a window: 1 to 1,000,000. Default 10,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:Changes must be from 1 to 1000000.")]
    public int Changes { get; set; } = 10_000;

    /// <summary>The window's length: one second to one day. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Limits:Window must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}

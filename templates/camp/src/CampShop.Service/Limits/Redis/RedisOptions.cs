using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Limits;

/// <summary>Where all instances count together. Section <c>Redis</c>.</summary>
internal sealed record RedisOptions
{
    /// <summary>Servers as <c>host:port</c> with commas between, and StackExchange.Redis's options. Default <c>localhost:6379</c>.</summary>
    [Required(ErrorMessage = "Redis:Servers is empty; it must name a server. Set it: export Redis__Servers=localhost:6379")]
    public string Servers { get; set; } = "localhost:6379";

    /// <summary>What every key begins with. Default <c>camp:</c>.</summary>
    public string KeyPrefix { get; set; } = "camp:";
}

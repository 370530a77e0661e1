using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Data;

/// <summary>Where users are kept. Section <c>Database</c>.</summary>
internal sealed record DatabaseOptions
{
    /// <summary>The SQLite file. A relative path starts at the service's content root; missing folders are made.</summary>
    [Required(ErrorMessage = "Database:File is empty; it must name a file. Set it: export Database__File=users.db")]
    public string File { get; set; } = "users.db";
}

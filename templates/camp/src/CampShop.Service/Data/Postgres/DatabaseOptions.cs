using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Camp.Service.Data;

/// <summary>Where users are kept, and the pool of connections to it. Section <c>Database</c>.</summary>
internal sealed record DatabaseOptions : IValidatableObject
{
    /// <summary>Where the PostgreSQL server is and who logs in. There is no default: it holds a password.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Connections at most: 1 to 1000. Default 20.</summary>
    [Range(1, 1000, ErrorMessage = "Database:MaxConnections must be from 1 to 1000.")]
    public int MaxConnections { get; set; } = 20;

    /// <summary>Connections that stay open while nobody needs them: 0 to 1000. Default 5.</summary>
    [Range(0, 1000, ErrorMessage = "Database:MinIdle must be from 0 to 1000.")]
    public int MinIdle { get; set; } = 5;

    /// <summary>How long a request waits for a connection before it fails: 1 to 60 seconds. Default 3 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Database:AcquireTimeout must be from 00:00:01 to 00:01:00.")]
    public TimeSpan AcquireTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an idle connection over the minimum is kept: one second to one day. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Database:IdleLifetime must be from 00:00:01 to 1.00:00:00.")]
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How old a connection may get: one minute to one day. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Database:Lifetime must be from 00:01:00 to 1.00:00:00.")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a connection may be out before it is reported as a leak: 100 milliseconds to one hour. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Database:LeakAfter must be from 00:00:00.100 to 01:00:00.")]
    public TimeSpan LeakAfter { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        const string example = "Set it: export Database__ConnectionString=\"Host=localhost;Database=camp;Username=camp;Password=…\"";
        if (ConnectionString.Length == 0)
        {
            yield return new ValidationResult($"Database:ConnectionString is empty; it must name a PostgreSQL database. {example}");
        }
        else if (!IsReadable(ConnectionString))
        {
            yield return new ValidationResult($"Database:ConnectionString can't be read. {example}");
        }
        if (MinIdle > MaxConnections)
        {
            yield return new ValidationResult($"Database:MinIdle is {MinIdle}; it must be at most Database:MaxConnections, {MaxConnections}.");
        }
    }

    // The text may hold a password, so no message repeats it.
    private static bool IsReadable(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

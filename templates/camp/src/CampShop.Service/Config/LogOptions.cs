using System.ComponentModel.DataAnnotations;
using Serilog.Events;

namespace Camp.Service.Config;

/// <summary>What is logged. Section <c>Log</c>.</summary>
internal sealed record LogOptions
{
    /// <summary>The lowest level that is written. Default <c>Information</c>.</summary>
    [EnumDataType(typeof(LogEventLevel))]
    public LogEventLevel Level { get; set; } = LogEventLevel.Information;

    /// <summary>A file instead of the console: a new one each day or 100 MB, of which 31 are kept. Default none.</summary>
    public string File { get; set; } = "";
}

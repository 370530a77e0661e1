namespace Camp.Service.Config;

/// <summary>The description of the API. Section <c>Docs</c>.</summary>
internal sealed record DocsOptions
{
    /// <summary>Whether <c>/swagger</c> is served. Default false; the Development settings turn it on.</summary>
    public bool Enabled { get; set; }
}

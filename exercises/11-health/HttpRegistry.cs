namespace Camp.Health;

/// <summary>A registry on another machine, as <see cref="RegistryEndpoints"/> offers it.</summary>
public sealed class HttpRegistry(HttpClient client) : IRegistry
{
    /// <inheritdoc/>
    public async Task Register(Instance instance, CancellationToken cancellation)
    {
        using var answer = await client.PutAsJsonAsync("/instances", instance, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async Task Deregister(string id, CancellationToken cancellation)
    {
        using var answer = await client.DeleteAsync($"/instances?id={Uri.EscapeDataString(id)}", cancellation);
        if (answer.StatusCode != System.Net.HttpStatusCode.NotFound)
            answer.EnsureSuccessStatusCode();
    }
}

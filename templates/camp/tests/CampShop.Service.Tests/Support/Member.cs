namespace Camp.Service.Tests.Support;

/// <summary>A registered user who makes requests.</summary>
internal sealed class Member(long id, Func<HttpMethod, string, object?, Task<HttpResponseMessage>> send)
{
    public long Id => id;

    public string Path => $"/api/users/{id}";

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) => send(method, path, body);
}

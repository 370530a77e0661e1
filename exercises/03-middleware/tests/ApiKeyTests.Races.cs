using System.Security.Cryptography;
using Camp.Testing;

namespace Camp.Middleware.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class ApiKeyRaces
{
    private const string Key = "k-7f3a9c51";
    private const string Section = "One object, many requests";

    public static Task Two_requests_with_the_key_come_at_once() => Come((Key, 200), (Key, 200));

    public static Task One_of_two_requests_has_the_key() => Come((Key, 200), ("k-7f3a9c52", 401));

    private static async Task Come(params (string Key, int Status)[] requests)
    {
        var middleware = new ApiKey(_ => Task.CompletedTask, Key, CryptographicOperations.FixedTimeEquals);
        var statuses = await Task.WhenAll(requests.Select(request => Task.Run(async () =>
        {
            var context = Offline.Request();
            context.Request.Headers[ApiKey.HeaderName] = request.Key;
            await middleware.InvokeAsync(context);
            return context.Response.StatusCode;
        })));
        Expect.Sequence(requests.Select(request => request.Status), statuses, "The statuses of two requests", Section);
    }
}

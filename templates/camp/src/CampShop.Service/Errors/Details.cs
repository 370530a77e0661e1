using Camp.Service.Config;
using Microsoft.Extensions.Options;

namespace Camp.Service.Errors;

/// <summary>What to do about an error that the framework answers on its own.</summary>
internal static class Details
{
    public static string? For(HttpContext context) => context.Response.StatusCode switch
    {
        400 => "The request can't be read: check its query and its JSON.",
#if (auth)
        401 => "This call needs a valid bearer token: POST /api/auth/login answers one.",
#endif
        404 => $"There is nothing at '{context.Request.Path}'.",
        405 => $"'{context.Request.Method}' is not possible here: the Allow header says what is.",
        413 => $"The body is too large: expected at most {MaxBodyBytes(context)} bytes.",
        415 => $"The content type is '{context.Request.ContentType}': expected 'application/json'.",
        429 => "Too many such requests from this address: the Retry-After header says in how many seconds to try again.",
        _ => null,
    };

    private static long MaxBodyBytes(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.MaxBodyBytes;
}

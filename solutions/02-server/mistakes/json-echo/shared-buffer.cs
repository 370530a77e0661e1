// Mistake: reads all bodies into one static buffer: two requests at once mix.
// Rejected by: JsonEchoTests.Notes_that_arrive_at_the_same_time_do_not_mix
// Explored: failed
using System.Text.Json;

namespace Camp.Server;

/// <summary>Takes a <see cref="Note"/> as JSON and sends it back as JSON.</summary>
/// <remarks>
/// <c>POST /echo</c> with <c>{"authorName":"Ada","bodyText":"Hi","starCount":5}</c> is answered with status 200,
/// <c>application/json</c> and the same three members in camelCase. Other members are ignored, and not sent back.
/// Whatever is refused gets a problem document: <c>application/problem+json</c> with <c>status</c> (the number) and
/// <c>title</c> (a text), and nothing of the program's inside: no exception, no type name, no stack.
/// <list type="table">
/// <item><term>415</term><description>The content type is not <c>application/json</c>, or missing. Parameters, such as
/// <c>; charset=utf-8</c>, and capital letters are fine. (A type that ends in <c>+json</c> may pass.)</description></item>
/// <item><term>413</term><description>The body has more than <see cref="MaxBytes"/> bytes. If <c>Content-Length</c> says so,
/// the body is left unread; if there is none (a chunked body), the answer comes as soon as the limit is passed, and does
/// not wait for the end. What frames the chunks may count too, if that is less than 100 bytes.</description></item>
/// <item><term>400</term><description>The body is not one JSON object in UTF-8 with the three members of the right type:
/// empty, cut off, followed by something else, <c>null</c>, a member missing or null, a number too large for an
/// <see cref="int"/>. (A number in quotes may pass.)</description></item>
/// </list>
/// The content type is looked at first, then the length. No thread is blocked, and requests that run at the same time do not mix.
/// </remarks>
public static class JsonEcho
{
    private static readonly byte[] Shared = new byte[MaxBytes + 1];

    /// <summary>The longest body that is taken, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>Adds the endpoint to an application that has <c>AddProblemDetails</c> and routing among its services.</summary>
    public static void Map(WebApplication app) => app.MapPost("/echo", EchoAsync);

    private static async Task<IResult> EchoAsync(HttpRequest request, CancellationToken left)
    {
        if (!request.HasJsonContentType())
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "Send application/json.");
        if (request.ContentLength > MaxBytes)
            return TooLarge();

        // One byte more than allowed: enough to know that there is too much, however much it is.
        var body = Shared;
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, left);
        if (length > MaxBytes)
            return TooLarge();
        return Parse(body.AsSpan(0, length)) is { } note
            ? TypedResults.Json(note, JsonSerializerOptions.Web)
            : Refuse(StatusCodes.Status400BadRequest, "Send an object with authorName, bodyText and starCount.");
    }

    // Null when it is not a note. What the parser says stays here: it names types and positions in our code's terms.
    private static Note? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var note = JsonSerializer.Deserialize<Note>(json, JsonSerializerOptions.Web);
            // "required" means present; null passes, whatever the type says.
            return note is { AuthorName: not null, BodyText: not null } ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult TooLarge() =>
        Refuse(StatusCodes.Status413PayloadTooLarge, $"Send at most {MaxBytes} bytes.");

    private static IResult Refuse(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);
}

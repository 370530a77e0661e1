namespace Camp.Middleware.Tests;

/// <summary>Handlers that start a response in different ways.</summary>
public static class Answers
{
    /// <summary>Starts the response by a write, a flush or an explicit start, or ends without a body.</summary>
    public static async Task With(string how, HttpContext context)
    {
        var response = context.Response;
        switch (how)
        {
            case "write": await response.WriteAsync("text"); break;
            case "pipe": await response.BodyWriter.WriteAsync("text"u8.ToArray()); break;
            case "flush": await response.Body.FlushAsync(); break;
            case "start": await response.StartAsync(); break;
            case "nothing": break;
            case "204": response.StatusCode = 204; break;
            case "304": response.StatusCode = 304; break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, "No such way to answer.");
        }
    }

    /// <summary>An outer component that catches everything, clears the response and answers 500 instead.</summary>
    public static Func<RequestDelegate, RequestDelegate> Sorry(Action<Exception> seen) => next => async context =>
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (error is not NotImplementedException)
        {
            seen(error);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync("sorry");
        }
    };
}

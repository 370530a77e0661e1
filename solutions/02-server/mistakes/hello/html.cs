// Mistake: says that it is HTML: what stands in the path then runs in a browser as soon as somebody decodes it.
// Rejected by: HelloTests.The_answer_is_plain_text_in_utf_8
using System.Globalization;

namespace Camp.Server;

/// <summary>The smallest web server: it greets every request and names its path. Go: the first program of <c>net/http</c>.</summary>
public static class Hello
{
    /// <summary>Builds the server; the caller starts it. Two servers that are built have nothing in common.</summary>
    /// <remarks>
    /// It listens on plain HTTP and on all network interfaces (<c>http://*:8080</c>), as Go's <c>":8080"</c> does. That one
    /// address is in <see cref="WebApplication.Urls"/> before the start, or, set by <c>UseUrls</c>, in the configuration's
    /// <c>urls</c>.
    /// Any path, by any method, is answered with status 200, <c>Content-Type: text/html; charset=utf-8</c> (never HTML)
    /// and <c>Hello, World! Request path: /x</c>, without a line break. The path is percent-encoded, as it came in, without
    /// the query string: <c>/a%20b</c>, <c>//</c>, <c>/%E4%B8%AD</c>. (<see cref="HttpRequest.Path"/> as text is good enough:
    /// it may spell a needless escape, such as <c>%41</c>, as its letter.)
    /// </remarks>
    /// <param name="args">
    /// The program's arguments. <c>--port=9090</c> or <c>--port 9090</c> sets the port; without it the environment variable
    /// <c>PORT</c> does (a configuration has both under the key <c>port</c>); without both it is 8080. Port 0 takes any free one.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The port is not a number from 0 to 65535 in plain digits (<c>abc</c>, <c>-1</c>, <c>65536</c>, <c>0x50</c>, nothing at
    /// all after <c>--port=</c>). The message has the value, in quotes, and <c>0 to 65535</c>.
    /// </exception>
    public static WebApplication Build(string[] args)
    {
        // The configuration holds arguments, environment variables and settings files; arguments win.
        var builder = WebApplication.CreateBuilder(args);
        var port = Port(builder.Configuration["port"] ?? "8080");
        var app = builder.Build();
        app.Urls.Add($"http://*:{port}");
        // No routes: whatever is asked for, this answers.
        app.Run(Greet);
        return app;
    }

    // Plain digits only: no sign, no spaces, no hexadecimal, whatever the machine's culture is.
    private static ushort Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new ArgumentException(
                $"The port \"{text}\" is not a number from 0 to 65535. Start with --port=8080, or without it.");

    private static Task Greet(HttpContext context)
    {
        // Said aloud: without a content type a browser guesses, and might take a path for HTML.
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"Hello, World! Request path: {context.Request.Path}", context.RequestAborted);
    }
}

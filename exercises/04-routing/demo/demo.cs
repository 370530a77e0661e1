#:project ..
// Two editors save the same document at the same time, through your exercise routing/conditional.
using System.Net;
using System.Text;
using Camp.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
builder.Services.AddLogging().AddProblemDetails().AddRoutingCore();
await using var app = builder.Build();
try
{
    Conditional.Map(app);
}
catch (NotImplementedException)
{
    Console.WriteLine("Finish the exercise routing/conditional first: camp hint routing/conditional");
    return 1;
}

await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

await Send("the server", HttpMethod.Put, "Shopping list");
var seenByAda = await Send("Ada", HttpMethod.Get);
var seenByBob = await Send("Bob", HttpMethod.Get);
Console.WriteLine("  Both have the same version. Each adds a line and saves.");
await Send("Ada", HttpMethod.Put, seenByAda.Text + "\n- eggs", seenByAda.Tag);
var bob = await Send("Bob", HttpMethod.Put, seenByBob.Text + "\n- milk", seenByBob.Tag);
if (bob.Status == 412)
{
    Console.WriteLine("  Bob has not seen the eggs. He reads again, adds his line to that, and saves.");
    var again = await Send("Bob", HttpMethod.Get);
    await Send("Bob", HttpMethod.Put, again.Text + "\n- milk", again.Tag);
}

var end = await Send("Ada", HttpMethod.Get);
Console.WriteLine($"\n{end.Text}\n");
Console.WriteLine(end.Text.Contains("eggs") && end.Text.Contains("milk")
    ? "Both lines are there."
    : "A line is lost, and nobody was told.");
return 0;

async Task<(int Status, string Tag, string Text)> Send(string who, HttpMethod method, string? text = null, string? tag = null)
{
    using var request = new HttpRequestMessage(method, "/documents/list");
    if (text is not null)
        request.Content = new StringContent(text, Encoding.UTF8, "text/plain");
    if (tag is not null)
        request.Headers.TryAddWithoutValidation("If-Match", tag);
    using var response = await client.SendAsync(request);
    var answer = (int)response.StatusCode;
    Console.WriteLine($"{who,-10} {method,-3} {(tag is null ? "" : $"If-Match: {tag}"),-16} -> {answer} {response.Headers.ETag}");
    return (answer, response.Headers.ETag?.ToString() ?? "", await response.Content.ReadAsStringAsync());
}

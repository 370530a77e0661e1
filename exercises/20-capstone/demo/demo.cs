#:project ..
#:property PublishAot=false
// The service that you have put together, and somebody who uses it: dotnet demo/demo.cs
// With settings it runs for you until Ctrl+C: dotnet demo/demo.cs -- --urls=http://localhost:8080 --environment=Development
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

if (args.Length > 0)
    return await Camp.Service.Program.Main(args);

var folder = Directory.CreateTempSubdirectory("camp-capstone-");
var log = Path.Combine(folder.FullName, "log-.json");
string[] settings =
[
    "--urls=http://127.0.0.1:0", "--environment=Development", $"--contentRoot={folder.FullName}", $"--Log:File={log}", "--Limits:Logins=3",
];
try
{
    await using (var app = Camp.Service.Program.Build(settings))
    {
        await app.StartAsync();
        await Use(new Uri(app.Urls.Single()));
        await app.StopAsync();
    }

    var lines = Directory.GetFiles(folder.FullName, "log-*.json").SelectMany(File.ReadAllLines).Where(line => line.Contains("\"Elapsed\"")).ToList();
    Console.WriteLine($"\nIts log has a line for each, probes and scrapes aside. {lines.Count} lines, the last:\n{lines[^1]}");
    return 0;
}
catch (Exception todo) when (todo is NotImplementedException or InvalidOperationException)
{
    Console.WriteLine($"This demo needs all eight features ({todo.Message}). camp check says which are missing. Begin with: camp hint capstone/request-log");
    return 1;
}
finally
{
    folder.Delete(recursive: true);
}

static async Task Use(Uri address)
{
    using var client = new HttpClient { BaseAddress = address };
    var ann = new { name = "Ann", email = "ann@example.com", password = "correct horse" };

    await Call(201, HttpMethod.Post, "/api/users", ann);
    await Call(409, HttpMethod.Post, "/api/users", ann);
    var login = await Call(200, HttpMethod.Post, "/api/auth/login", ann);
    await Call(401, HttpMethod.Get, "/api/users");
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)JsonNode.Parse(login)!["token"]!);
    await Call(200, HttpMethod.Get, "/api/users?page=1&size=5");
    await Call(401, HttpMethod.Post, "/api/auth/login", new { ann.email, password = "wrong horse" });
    await Call(401, HttpMethod.Post, "/api/auth/login", new { ann.email, password = "wrong goat" });
    await Call(429, HttpMethod.Post, "/api/auth/login", ann);
    await Call(200, HttpMethod.Get, "/health/ready");
    var metrics = await Call(200, HttpMethod.Get, "/metrics", shown: false);
    Console.WriteLine(string.Join('\n', metrics.Split('\n').Where(line => line.StartsWith("camp_")).Select(line => $"      {line}")));

    async Task<string> Call(int expected, HttpMethod method, string path, object? body = null, bool shown = true)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Console.WriteLine($"{(int)answer.StatusCode}  {method} {path}{(shown ? $"\n      {text}" : "")}");
        return (int)answer.StatusCode == expected ? text : throw new InvalidOperationException($"{method} {path} should be answered with {expected}");
    }
}

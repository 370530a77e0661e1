#:package Spectre.Console
#:property PublishAot=false
// The main job on real input, as a newcomer meets it: dotnet build/try.cs [--once]
// Packs, installs into a private hive, scaffolds, checks, answers one exercise, starts the service and talks to it.
// Everything lies under artifacts/; your own templates and tools stay as they are.
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

var once = args.Contains("--once");
if (args.Except(["--once"]).ToList() is [var unknown, ..])
{
    Console.Error.WriteLine($"\"{unknown}\" is not an option. Valid: --once, which stops the service at the end. Run: dotnet build/try.cs --once");
    return 2;
}

var root = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;
var packages = Path.Combine(root, "artifacts", "packages");
var place = Path.Combine(root, "artifacts", "try");
var hive = Path.Combine(place, "hive");
var camp = Path.Combine(place, "tools", OperatingSystem.IsWindows() ? "camp.exe" : "camp");
var workspace = Path.Combine(place, "MyCamp");
var service = (Process?)null;
var url = $"http://127.0.0.1:{FreePort()}";
using var ended = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

try
{
    await Step("Pack templates and checker", "the compiler's messages are above: put the named file right", Pack);
    await Step("Install them into a private hive", $"delete \"{place}\" and try again", Install);
    await Step("dotnet new camp, camp-sync, camp-middleware", "look at the template.json of the template named above", Scaffold);
    await Step("Build the workspace and the lessons", $"open \"{workspace}\" in an editor", Build);
    await Step("camp check: the untouched stubs", "every stub should say \"not implemented\"", CheckStubs);
    await Step("Answer sync/counter with its reference and check again", "run camp solution sync/counter --reveal there", AnswerOne);
    await Step("Start the service", $"start it by hand: dotnet run in \"{workspace}\"", StartService);
    await Step("Register, log in, read the user back", $"its log is in \"{Path.Combine(place, "service.log")}\"", Talk);
    AnsiConsole.MarkupLine($"\nSwagger UI: [link]{url}/swagger[/]   Workspace: {Markup.Escape(workspace)}");
    if (once)
        return 0;
    AnsiConsole.MarkupLine("The service stays up until Ctrl+C.");
    await Task.Delay(Timeout.Infinite, ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    return 0;
}
catch (StepFailedException)
{
    return 1;
}
finally
{
    await StopService();
}

async Task Pack()
{
    if (Directory.Exists(place))
        Directory.Delete(place, recursive: true);
    Directory.CreateDirectory(place);
    await Dotnet(root, "pack", "TemplatePack.csproj", "--nologo", "-v", "quiet");
    await Dotnet(root, "pack", Path.Combine("checker", "Checker.csproj"), "--nologo", "-v", "quiet");
}

async Task Install()
{
    await Dotnet(place, "new", "install", Newest("TrainingCamp.Templates"), "--debug:custom-hive", hive);
    await Dotnet(place, "tool", "install", "TrainingCamp.Checker", "--tool-path", Path.GetDirectoryName(camp)!, "--source", packages, "--prerelease");
}

async Task Scaffold()
{
    await New(place, "camp", "MyCamp");
    await New(workspace, "camp-sync", "05-sync");
    await New(workspace, "camp-middleware", "03-middleware");
}

Task New(string folder, string template, string output) =>
    Dotnet(folder, "new", template, "-o", output, "--no-restore", "--no-update-check", "--debug:custom-hive", hive);

async Task Build()
{
    await Dotnet(workspace, "build", "--nologo", "-v", "quiet", "-warnaserror");
    await Dotnet(Path.Combine(workspace, "05-sync"), "build", "--nologo", "-v", "quiet", "-warnaserror");
    await Dotnet(Path.Combine(workspace, "03-middleware"), "build", "--nologo", "-v", "quiet", "-warnaserror");
}

async Task CheckStubs()
{
    var (code, output) = await Run(workspace, camp, "check", "--plain");
    AnsiConsole.WriteLine(output.TrimEnd());
    var open = output.Split('\n').Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "not", "implemented"]);
    var (_, json) = await Run(workspace, camp, "list", "--json");
    var all = JsonNode.Parse(json)!["lessons"]!.AsArray().Sum(lesson => lesson!["exercises"]!.AsArray().Count);
    Require(code == 1 && open == all, $"{open} of {all} stubs are \"not implemented\", exit code {code}; expected {all} and 1.");
}

async Task AnswerOne()
{
    var (_, json) = await Run(workspace, camp, "solution", "sync/counter", "--reveal", "--json");
    await File.WriteAllTextAsync(Path.Combine(workspace, "05-sync", "Counter.cs"), (string)JsonNode.Parse(json)!["text"]!);
    var (code, output) = await Run(workspace, camp, "check", "sync/counter", "--plain");
    AnsiConsole.WriteLine(output.TrimEnd());
    Require(code == 0, $"camp check sync/counter ended with {code}; expected 0.");
}

async Task StartService()
{
    var project = Directory.GetFiles(Path.Combine(workspace, "src"), "*.csproj", SearchOption.AllDirectories).Single();
    var start = StartInfo(Path.GetDirectoryName(project)!, "dotnet", ["run", "--no-build", "--no-launch-profile", "--", "--urls", url]);
    start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
    service = Process.Start(start)!;
    var log = new StreamWriter(Path.Combine(place, "service.log")) { AutoFlush = true };
    service.OutputDataReceived += (_, line) => WriteTo(log, line.Data);
    service.ErrorDataReceived += (_, line) => WriteTo(log, line.Data);
    service.BeginOutputReadLine();
    service.BeginErrorReadLine();
    await UntilReady();
}

async Task UntilReady()
{
    using var client = new HttpClient();
    for (var attempt = 0; attempt < 100; attempt++)
    {
        Require(!service!.HasExited, "The service ended.");
        try
        {
            if ((await client.GetAsync($"{url}/health/ready", ended.Token)).IsSuccessStatusCode)
                return;
        }
        catch (HttpRequestException)
        {
            // Not listening yet.
        }

        await Task.Delay(200, ended.Token);
    }

    Require(false, "The service was not ready after 20 s.");
}

async Task Talk()
{
    using var client = new HttpClient { BaseAddress = new Uri(url) };
    var registered = await client.PostAsJsonAsync("/api/users", new { name = "Ada", email = "ada@example.com", password = "correct horse battery" });
    Require(registered.StatusCode == HttpStatusCode.Created, $"POST /api/users answered {(int)registered.StatusCode}; expected 201.");
    var login = await client.PostAsJsonAsync("/api/auth/login", new { email = "ada@example.com", password = "correct horse battery" });
    Require(login.IsSuccessStatusCode, $"POST /api/auth/login answered {(int)login.StatusCode}; expected 200.");
    var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
    client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    var page = await client.GetAsync("/api/users?page=1&size=10");
    Require(page.IsSuccessStatusCode, $"GET /api/users with the token answered {(int)page.StatusCode}; expected 200.");
    var user = await client.GetFromJsonAsync<JsonElement>(registered.Headers.Location);
    Require(user.GetProperty("email").GetString() == "ada@example.com", $"{registered.Headers.Location} answered {user}.");
    AnsiConsole.WriteLine($"{registered.Headers.Location}  {user}");
}

async Task StopService()
{
    if (service is null || service.HasExited)
        return;
    // dotnet run passes the signal on to the service, which then finishes what it has begun.
    if (!OperatingSystem.IsWindows())
        await Run(root, "kill", "-TERM", service.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    if (OperatingSystem.IsWindows() || !service.WaitForExit(TimeSpan.FromSeconds(15)))
        service.Kill(entireProcessTree: true);
}

async Task Step(string title, string advice, Func<Task> run)
{
    AnsiConsole.MarkupLine($"[blue]>[/] {Markup.Escape(title)}");
    var started = Stopwatch.GetTimestamp();
    try
    {
        await run();
        AnsiConsole.MarkupLine($"[green]✓ done[/] [grey]{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s[/]");
    }
    catch (Exception error) when (error is not StepFailedException)
    {
        AnsiConsole.MarkupLine($"[red]✗ failed[/] {Markup.Escape(error.Message)}\n  What to do: {Markup.Escape(advice)}.");
        throw new StepFailedException();
    }
}

async Task Dotnet(string folder, params string[] arguments)
{
    var (code, output) = await Run(folder, "dotnet", arguments);
    Require(code == 0, $"dotnet {string.Join(' ', arguments)}\n{output}\nended with exit code {code}.");
}

async Task<(int Code, string Output)> Run(string folder, string file, params string[] arguments)
{
    using var process = Process.Start(StartInfo(folder, file, arguments))!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = await process.StandardOutput.ReadToEndAsync(ended.Token);
    await process.WaitForExitAsync(ended.Token);
    return (process.ExitCode, output + await errors);
}

ProcessStartInfo StartInfo(string folder, string file, IEnumerable<string> arguments)
{
    var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
    // The tool's package is unpacked here too, so that the user's own package cache never holds a version under trial.
    if (arguments.Contains("tool"))
        start.Environment["NUGET_PACKAGES"] = Path.Combine(place, "packages");
    return start;
}

string Newest(string id) => Directory.GetFiles(packages, $"{id}.*.nupkg").OrderBy(File.GetLastWriteTimeUtc).Last();

static void Require(bool holds, string fault)
{
    if (!holds)
        throw new InvalidOperationException(fault);
}

static void WriteTo(StreamWriter log, string? line)
{
    lock (log)
        log.WriteLine(line);
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    ended.Cancel();
}

static string ThisFile([CallerFilePath] string path = "") => path;

internal sealed class StepFailedException : Exception;

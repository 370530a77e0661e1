#:package Microsoft.Data.Sqlite
#:package Spectre.Console
#:property PublishAot=false
// How fast is the scaffolded service beside the same service in Go? dotnet build/bench/service.cs [--rounds 3] [--seconds 4]
// Builds both in release mode, gives each 1,000 users and a log file, and loads them in turn with wrk (64 connections).
// A bare Kestrel is the ceiling for "GET /". Ends with 1 when a goal is missed. Needs wrk; without Go it measures the rest.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Spectre.Console;

const int Users = 1000;
const int Connections = 64;
const string Account = "bench@example.com";
const string Password = "correct horse battery";

var (rounds, seconds) = (Option("--rounds", 3), Option("--seconds", 4));
if (rounds == 0 || seconds == 0)
{
    Console.Error.WriteLine($"\"{string.Join(' ', args)}\" is not understood. Valid: --rounds and --seconds, each with a number of 1 or more.");
    return 2;
}

var bench = Path.GetDirectoryName(ThisFile())!;
var root = Path.GetDirectoryName(Path.GetDirectoryName(bench))!;
var place = Path.Combine(root, "artifacts", "bench");
if (Directory.Exists(place))
    Directory.Delete(place, recursive: true);
Directory.CreateDirectory(place);

List<Server> servers = [];
try
{
    await Start("Kestrel", BuildBare, "exec dotnet bare/bare.dll --urls {0}", "", ["/"]);
    await Start("Go", BuildGo, "exec ./go-service {1} go.db go.log", "go.db", ["/", "/api/users/500", "/api/users?size=20"]);
    await Start("C#", BuildService,
        $"cd service; Auth__SigningKey={Guid.NewGuid():N} exec dotnet Camp.Service.dll --environment=Production --Database:File=../cs.db --urls={{0}} > ../cs.log",
        "cs.db", ["/", "/api/users/500", "/api/users?size=20"]);

    if (servers.LastOrDefault() is not { Name: "C#" })
        return 1;
    servers.ForEach(server => Load(server, warm: true));
    for (var round = 0; round < rounds; round++)
        servers.ForEach(server => Load(server, warm: false));
    return Report();
}
finally
{
    servers.ForEach(server => server.Process.Kill());
}

async Task Start(string name, Func<bool> build, string command, string database, string[] paths)
{
    if (!build())
    {
        AnsiConsole.WriteLine($"{name} is left out: it could not be built here.");
        return;
    }
    var address = $"127.0.0.1:{FreePort()}";
    var start = new ProcessStartInfo("sh", ["-c", string.Format(CultureInfo.InvariantCulture, command, $"http://{address}", address)]) { WorkingDirectory = place };
    var from = Stopwatch.GetTimestamp();
    var process = Process.Start(start)!;
    using var client = new HttpClient { BaseAddress = new Uri($"http://{address}") };
    while (!await Answers(client) && !process.HasExited)
        await Task.Delay(5);
    var toFirstAnswer = Stopwatch.GetElapsedTime(from);
    servers.Add(new Server(name, process, client.BaseAddress, paths, toFirstAnswer));
    if (database.Length > 0)
        servers[^1].Token = await Fill(client, Path.Combine(place, database));
}

static async Task<bool> Answers(HttpClient client)
{
    try
    {
        return (await client.GetAsync("/")).IsSuccessStatusCode;
    }
    catch (HttpRequestException)
    {
        return false;
    }
}

// One user comes through the front door, for the token; bcrypt would take minutes for the rest, so they are copied.
static async Task<string> Fill(HttpClient client, string file)
{
    (await client.PostAsJsonAsync("/api/users", new { name = "Bench", email = Account, password = Password })).EnsureSuccessStatusCode();
    var login = await client.PostAsJsonAsync("/api/auth/login", new { email = Account, password = Password });
    login.EnsureSuccessStatusCode();
    await using var database = new SqliteConnection($"Data Source={file};Pooling=false");
    database.Open();
    var columns = Rows(database, "select name from pragma_table_info('users') where name <> 'id'");
    var copies = columns.Select(column => column.StartsWith("email", StringComparison.Ordinal) ? "'user' || n || '@example.com'" : column);
    await using var copy = new SqliteCommand(
        $"""
        with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < {Users})
        insert into users ({string.Join(", ", columns)}) select {string.Join(", ", copies)} from numbers, (select * from users limit 1)
        """, database);
    copy.ExecuteNonQuery();
    return (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
}

static List<string> Rows(SqliteConnection database, string sql)
{
    using var command = new SqliteCommand(sql, database);
    using var reader = command.ExecuteReader();
    List<string> rows = [];
    while (reader.Read())
        rows.Add(reader.GetString(0));
    return rows;
}

void Load(Server server, bool warm)
{
    foreach (var path in server.Paths)
    {
        string[] token = server.Token is null || path == "/" ? [] : ["-H", $"Authorization: Bearer {server.Token}"];
        var output = Run("wrk", place, ["-t1", $"-c{Connections}", $"-d{seconds}s", "--latency", .. token, $"{server.Address}{path.TrimStart('/')}"]).Output;
        if (Regex.Match(output, "Non-2xx.*|Socket errors.*") is { Success: true } fault)
            throw new InvalidOperationException($"{server.Name} {path}: {fault.Value}");
        if (!warm)
            server.Add(path, Rate(output), P99(output));
    }
    server.Process.Refresh();
    server.Megabytes = server.Process.WorkingSet64 / 1024.0 / 1024.0;
}

static double Rate(string output) => double.Parse(Regex.Match(output, @"Requests/sec:\s+([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);

static double P99(string output)
{
    var match = Regex.Match(output, @"99%\s+([\d.]+)(us|ms|s)");
    var unit = match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
    return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit;
}

int Report()
{
    var table = new Table().Border(TableBorder.Markdown).AddColumns("server", "call", "requests/s", "p99 ms", "first answer s", "MB");
    foreach (var server in servers)
        foreach (var path in server.Paths)
            table.AddRow(server.Name, $"GET {path}", Number(server.Rate(path), "0"), Number(server.P99(path), "0.0"),
                path == "/" ? Number(server.ToFirstAnswer.TotalSeconds, "0.00") : "", path == "/" ? Number(server.Megabytes, "0") : "");
    AnsiConsole.Write(table);
    var missed = Goals().Where(goal => !goal.Met).ToList();
    foreach (var (text, met) in Goals())
        AnsiConsole.WriteLine($"{(met ? "met   " : "missed")} {text}");
    return missed.Count == 0 ? 0 : 1;
}

IEnumerable<(string Text, bool Met)> Goals()
{
    var ours = servers[^1];
    if (servers.Find(server => server.Name == "Go") is { } go)
        foreach (var path in ours.Paths)
        {
            yield return ($"GET {path}: {Number(ours.Rate(path) / go.Rate(path), "0.00")} times Go's rate; goal 1.5", ours.Rate(path) >= 1.5 * go.Rate(path));
            yield return ($"GET {path}: p99 {Number(ours.P99(path), "0.0")} ms, Go's {Number(go.P99(path), "0.0")}; goal no worse", ours.P99(path) <= go.P99(path));
        }
    yield return ($"GET /: {Number(ours.Rate("/") / servers[0].Rate("/"), "0.00")} of a bare Kestrel's rate; goal 0.5", ours.Rate("/") >= 0.5 * servers[0].Rate("/"));
    yield return ($"first answer after {Number(ours.ToFirstAnswer.TotalSeconds, "0.00")} s; goal 0.6", ours.ToFirstAnswer.TotalSeconds < 0.6);
    yield return ($"{Number(ours.Megabytes, "0")} MB after the load; goal 150", ours.Megabytes < 150);
}

static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

bool BuildBare() => Built("dotnet", bench, "publish", "bare.cs", "-c", "Release", "-o", Path.Combine(place, "bare"), "-v", "quiet", "--nologo");

bool BuildGo() => Built(Path.Combine(bench, "go-service", "build"), bench, Path.Combine(place, "go-service"));

bool BuildService() => Built("dotnet", root, "publish", "templates/camp/src/CampShop.Service", "-c", "Release", "-o", Path.Combine(place, "service"), "-v", "quiet", "--nologo");

static bool Built(string file, string folder, params string[] arguments)
{
    try
    {
        var (code, output) = Run(file, folder, arguments);
        if (code != 0)
            Console.Error.WriteLine(output);
        return code == 0;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return false;
    }
}

static (int Code, string Output) Run(string file, string folder, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output + errors.Result);
}

int Option(string name, int usual)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? usual : int.TryParse(args.ElementAtOrDefault(at + 1), CultureInfo.InvariantCulture, out var value) && value > 0 ? value : 0;
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

static string ThisFile([CallerFilePath] string path = "") => path;

internal sealed class Server(string name, Process process, Uri address, string[] paths, TimeSpan toFirstAnswer)
{
    private readonly Dictionary<string, List<(double Rate, double P99)>> _rounds = [];

    public string Name => name;
    public Process Process => process;
    public Uri Address => address;
    public string[] Paths => paths;
    public TimeSpan ToFirstAnswer => toFirstAnswer;
    public string? Token { get; set; }
    public double Megabytes { get; set; }

    public void Add(string path, double rate, double p99)
    {
        if (!_rounds.TryGetValue(path, out var list))
            _rounds[path] = list = [];
        list.Add((rate, p99));
    }

    public double Rate(string path) => Median(_rounds[path].Select(round => round.Rate));

    public double P99(string path) => Median(_rounds[path].Select(round => round.P99));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

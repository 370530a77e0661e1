using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Metrics.Tests;

/// <summary>A real Prometheus that scrapes one target once a second, in a folder and on a port of its own.</summary>
public sealed class RealPrometheus : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camp-prometheus-");
    private readonly HttpClient _client;
    private readonly Process _process;
    private readonly Task<string> _log;

    private RealPrometheus(string program, Uri target)
    {
        var port = FreePort();
        File.WriteAllText(Path.Combine(_folder.FullName, "prometheus.yml"),
            $"""
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: shop
                static_configs:
                  - targets: ["{target.Authority}"]
            """);
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _process = Process.Start(new ProcessStartInfo(program,
        [
            $"--config.file={Path.Combine(_folder.FullName, "prometheus.yml")}",
            $"--storage.tsdb.path={Path.Combine(_folder.FullName, "data")}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--log.level=warn",
        ])
        { RedirectStandardError = true })!;
        _log = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it; the test is skipped when this machine has none.</summary>
    public static RealPrometheus Start(Uri target) => new(Tool.Find("prometheus"), target);

    /// <summary>Asks until there is an answer; fails when the scrape does.</summary>
    /// <returns>The labels and the value of each series, as PromQL's instant query gives them.</returns>
    public Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, string Value)>> Query(string query) =>
        Patience.Ends(Ask(query), $"an answer of Prometheus to {query}");

    private async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, string Value)>> Ask(string query)
    {
        while (true)
        {
            Assert.False(_process.HasExited, $"Prometheus has ended: {(_process.HasExited ? await _log : "")}");
            if (await Get($"/api/v1/query?query={Uri.EscapeDataString(query)}") is { } answer
                && answer.GetProperty("result").EnumerateArray().Select(Series).ToList() is { Count: > 0 } found)
                return found;
            var targets = (await Get("/api/v1/targets"))?.GetProperty("activeTargets").EnumerateArray() ?? default;
            foreach (var target in targets.Where(target => target.GetProperty("health").GetString() == "down"))
                Assert.Fail($"Prometheus could not read the answer of /metrics: {target.GetProperty("lastError").GetString()}");
            // Until the next scrape of another process; no verdict depends on how long that takes.
            await Task.Delay(20);
        }
    }

    private async Task<JsonElement?> Get(string path)
    {
        try
        {
            using var response = await _client.GetAsync(path);
            if (!response.IsSuccessStatusCode)
                return null;
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("data");
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return null;
        }
    }

    private static (IReadOnlyDictionary<string, string>, string) Series(JsonElement series) =>
        (series.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!),
            series.GetProperty("value")[1].GetString()!);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}

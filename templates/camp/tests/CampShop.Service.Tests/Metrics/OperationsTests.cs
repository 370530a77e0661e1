using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Camp.Service.Events;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Camp.Service.Tests.Metrics;

/// <summary>What lies in ops/ fits what the service shows.</summary>
[Collection(typeof(Alone))]
public sealed partial class OperationsTests
{
    private static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "ops"));

    [Fact]
    public async Task The_scrape_config_and_the_alert_rules_are_valid_to_promtool()
    {
        SkipWithout("promtool");

        var (code, output) = await RunAsync("promtool", "check", "config", Path.Combine(Folder, "prometheus.yml"));

        Assert.True(code == 0, output);
        Assert.Contains("5 rules found", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alerts.yml")]
    [InlineData("grafana/camp-service.json")]
    public async Task Every_name_that_is_asked_for_is_one_that_the_service_shows(string file)
    {
        await using var service = await TestService.StartAsync();
        await ShowEverythingAsync(service);
        var shown = Names().Matches(await service.Client.GetStringAsync("/metrics", TestService.Cancelled))
            .Select(match => match.Groups[1].Value).ToHashSet();

        var asked = Asked().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestService.Cancelled))
            .Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(shown));
    }

    [Fact]
    public async Task A_real_Prometheus_reads_the_service_by_the_scrape_config()
    {
        SkipWithout("prometheus");
        await using var service = await TestService.StartAsync();
        await service.RegisterAsync("ann@example.com");
        var folder = Directory.CreateTempSubdirectory("camp-prometheus-");
        var config = (await File.ReadAllTextAsync(Path.Combine(Folder, "prometheus.yml"), TestService.Cancelled))
            .Replace("localhost:8080", service.Client.BaseAddress!.Authority, StringComparison.Ordinal)
            .Replace("15s", "1s", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "prometheus.yml"), config, TestService.Cancelled);
        File.Copy(Path.Combine(Folder, "alerts.yml"), Path.Combine(folder.FullName, "alerts.yml"));
        var port = FreePort.Next();

        using var prometheus = Start(
            "prometheus", $"--config.file={folder.FullName}/prometheus.yml", $"--storage.tsdb.path={folder.FullName}/data",
            $"--web.listen-address=127.0.0.1:{port}");
        try
        {
            prometheus.BeginOutputReadLine();
            prometheus.BeginErrorReadLine();
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.TrueAsync(() => HasSamplesAsync(client, "up{job=\"camp-service\"} == 1"), "the service is up to Prometheus");
            await Eventually.TrueAsync(() => HasSamplesAsync(client, "camp_registrations_total >= 1"), "a registration is counted");
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    // A series is there as soon as it was counted once: a failure, a dead letter, a collection of garbage.
    private static async Task ShowEverythingAsync(TestService service)
    {
        await service.RegisterAsync("ann@example.com");
        await service.Services.GetRequiredService<IBroker>().PublishAsync(EventTests.Event(7) with { Body = "null" }, TestService.Cancelled);
        (await service.SendAsync(HttpMethod.Get, "/nowhere")).Dispose();
        GC.Collect();
        await Eventually.TrueAsync(
            async () => (await service.Client.GetStringAsync("/metrics", TestService.Cancelled)).Contains("camp_dead_letters_total{", StringComparison.Ordinal),
            "the dead letter is counted");
    }

    private static async Task<bool> HasSamplesAsync(HttpClient client, string query)
    {
        try
        {
            var answer = JsonNode.Parse(await client.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", TestService.Cancelled))!;
            return answer["data"]!["result"]!.AsArray().Count > 0;
        }
        catch (HttpRequestException)
        {
            // It doesn't listen yet.
            return false;
        }
    }

    private static void SkipWithout(string program) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not on PATH.");

    private static Process Start(string file, params string[] arguments) => Process.Start(
        new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<(int Code, string Output)> RunAsync(string file, params string[] arguments)
    {
        using var process = Start(file, arguments);
        var errors = process.StandardError.ReadToEndAsync(TestService.Cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(TestService.Cancelled);
        await process.WaitForExitAsync(TestService.Cancelled);
        return (process.ExitCode, output + await errors);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    // A series of the exposition: its name up to the labels.
    [GeneratedRegex(@"^([a-z_]+)\{", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex("(?:http|dotnet|camp)_[a-z_]+(?=\\{|\\[)")]
    private static partial Regex Asked();
}

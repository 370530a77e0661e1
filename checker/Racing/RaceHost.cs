using System.Diagnostics;
using System.Text.Json;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Running;

namespace TrainingCamp.Checker.Racing;

/// <summary>
/// A process that explores the situations of exercises, and may hang or crash without harm. Started in advance and used once, as a
/// test host is.
/// </summary>
internal sealed class RaceHost : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    /// <param name="call">The lesson's: its warm-up program is explored first, so that the explorer is loaded and compiled.</param>
    /// <param name="last">What was explored last, to warm up with as well.</param>
    public RaceHost(CompilerCall call, Exploring.Order? last)
    {
        var start = Dotnet.StartInfo(Path.GetDirectoryName(call.Output)!, ["exec", typeof(RaceHost).Assembly.Location, Exploring.Command, call.WarmUp]);
        Dotnet.ForShortRuns(start);
        // Nobody asks it for a dump.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        _process = Dotnet.Start(start);
        try
        {
            _process.StandardInput.WriteLine(last is null ? "null" : JsonSerializer.Serialize(last, CampJson.Default.Order));
        }
        catch (IOException)
        {
            // It has ended already: whoever asks it sees that.
        }
    }

    /// <summary>Whether it can still be asked.</summary>
    public bool Waits => !_process.HasExited;

    /// <returns>Null when the process did not come to an answer.</returns>
    public async Task<IReadOnlyList<Situation>?> Explore(Exploring.Order order, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        // Nobody reads what the trainee's code writes there, and a full pipe would stop it.
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order, CampJson.Default.Order).AsMemory(), limit.Token);
            _process.StandardInput.Close();
            var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
            return JsonSerializer.Deserialize(output, CampJson.Default.ListSituation);
        }
        catch (Exception error) when (error is JsonException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Children.EndWith(_process);
        _process.WaitForExit(TimeSpan.FromSeconds(5));
        _process.Dispose();
    }
}

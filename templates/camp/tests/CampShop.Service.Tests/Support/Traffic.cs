using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Camp.Service.Tests.Support;

/// <summary>
/// A load generator with the manners of a load balancer: it asks each instance whether it is ready, several times a second, and
/// sends requests only to those that are.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Uri, bool> _ready = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestService.Cancelled);
    private readonly HttpClient _client = new();
    private readonly Task _work;
    private long _answers;

    public Traffic(int clients)
    {
        _work = Task.WhenAll([ProbeAsync(), .. Enumerable.Range(0, clients).Select(SendAsync)]);
    }

    public long Answers => Volatile.Read(ref _answers);

    public IReadOnlyCollection<string> Failures => _failures;

    public void Add(Uri instance) => _ready[instance] = false;

    public Task ReadyAsync(Uri instance) => Eventually.TrueAsync(() => Task.FromResult(_ready[instance]), $"{instance} is ready");

    public Task TurnedAwayAsync(Uri instance) => Eventually.TrueAsync(() => Task.FromResult(!_ready[instance]), $"{instance} is not ready");

    /// <summary>Waits for so many answers more.</summary>
    public Task AnswersAsync(long more)
    {
        var goal = Answers + more;
        return Eventually.TrueAsync(() => Task.FromResult(Answers >= goal), $"{more} answers more");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _client.Dispose();
        _end.Dispose();
    }

    private async Task ProbeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var instance in _ready.Keys)
            {
                _ready[instance] = await IsReadyAsync(instance);
            }
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task<bool> IsReadyAsync(Uri instance)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(instance, "/health/ready"), CancellationToken.None);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    // Reads and writes in turn. A request that was begun is always finished, so that none is lost by the test itself.
    private async Task SendAsync(int who)
    {
        for (var count = 0; !_end.IsCancellationRequested; count++)
        {
            var ready = _ready.Where(pair => pair.Value).Select(pair => pair.Key).ToList();
            if (ready.Count == 0)
            {
                await Task.Delay(5, CancellationToken.None);
                continue;
            }
            await SendAsync(new Uri(ready[count % ready.Count], count % 2 == 0 ? "/" : "/api/users"), $"user-{who}-{count}@example.com");
        }
    }

    private async Task SendAsync(Uri address, string email)
    {
        try
        {
            using var answer = address.AbsolutePath == "/"
                ? await _client.GetAsync(address, CancellationToken.None)
                : await _client.PostAsJsonAsync(address, TestService.NewUser("Ann", email), CancellationToken.None);
            if (answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _answers);
            }
            else
            {
                _failures.Enqueue($"{address}: {(int)answer.StatusCode}");
            }
        }
        catch (HttpRequestException failure)
        {
            _failures.Enqueue($"{address}: {failure.Message} {failure.InnerException?.Message}");
        }
    }
}

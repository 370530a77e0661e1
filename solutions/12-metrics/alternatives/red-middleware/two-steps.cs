// Alternative: begun and ended are counted apart, the gauge is their difference; the end is a disposable.
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Camp.Metrics;

public sealed class RedMiddleware
{
    public const string Requests = "shop.http.requests";
    public const string Duration = "shop.http.request.duration";
    public const string InFlight = "shop.http.requests.in_flight";

    private readonly RequestDelegate _next;
    private readonly TimeProvider _clock;
    private readonly Counter<int> _requests;
    private readonly Histogram<double> _duration;
    private long _begun;
    private long _ended;

    public RedMiddleware(RequestDelegate next, Meter meter, TimeProvider clock)
    {
        _next = next;
        _clock = clock;
        _requests = meter.CreateCounter<int>(Requests);
        _duration = meter.CreateHistogram<double>(Duration, "s");
        meter.CreateObservableUpDownCounter(InFlight, () => Interlocked.Read(ref _begun) - Interlocked.Read(ref _ended));
    }

    public static IReadOnlyList<double> Buckets { get; } = [1];

    public async Task InvokeAsync(HttpContext context)
    {
        using var request = new Request(this, context);
        await _next(context).ConfigureAwait(false);
        request.Completed = true;
    }

    private sealed class Request : IDisposable
    {
        private readonly RedMiddleware _owner;
        private readonly HttpContext _context;
        private readonly string _method;
        private readonly long _started;

        public Request(RedMiddleware owner, HttpContext context)
        {
            (_owner, _context, _started) = (owner, context, owner._clock.GetTimestamp());
            _method = context.Request.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS"
                ? context.Request.Method : "other";
            Interlocked.Increment(ref owner._begun);
        }

        public bool Completed { get; set; }

        public void Dispose()
        {
            var endpoint = _context.Features.Get<Microsoft.AspNetCore.Http.Features.IEndpointFeature>()?.Endpoint;
            var route = endpoint is RouteEndpoint { RoutePattern.RawText: { } text } ? text : "unmatched";
            var tags = new TagList { { "route", route }, { "method", _method } };
            _owner._duration.Record((_owner._clock.GetTimestamp() - _started) / (double)_owner._clock.TimestampFrequency, tags);
            tags.Add("status", Completed ? $"{_context.Response.StatusCode}" : "500");
            _owner._requests.Add(1, tags);
            Interlocked.Increment(ref _owner._ended);
        }
    }
}

// Alternative: a flag and a semaphore instead of a channel; predictions are kept as they are and counted when the window is full.
namespace Camp.Predict;

public sealed class Drift
{
    public const double Limit = 0.1;

    private readonly object _gate = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly int _window;
    private readonly Func<CancellationToken, Task<IReadOnlyList<double>>> _retrain;
    private List<double> _seen = [];
    private int[] _reference;
    private bool _asked;

    public Drift(IEnumerable<double> reference, int window, Func<CancellationToken, Task<IReadOnlyList<double>>> retrain)
    {
        if (window < 1)
            throw new ArgumentOutOfRangeException(nameof(window));
        _reference = Histogram([.. reference]);
        (_window, _retrain) = (window, retrain);
    }

    public double? LastDivergence { get; private set; }

    public Exception? LastError { get; private set; }

    public int Retrainings { get; private set; }

    public static double Divergence(IReadOnlyList<int> current, IReadOnlyList<int> reference)
    {
        if (current.Count != reference.Count || current.Count < 1)
            throw new ArgumentException("Not the same bins.");
        double sum = 0, all = 0, allThen = 0;
        for (var bin = 0; bin < current.Count; bin++)
        {
            all += 1 + (double)current[bin];
            allThen += 1 + (double)reference[bin];
        }

        for (var bin = 0; bin < current.Count; bin++)
            sum += (1 + (double)current[bin]) / all * (Math.Log((1 + (double)current[bin]) / all) - Math.Log((1 + (double)reference[bin]) / allThen));
        return sum;
    }

    public void Observe(double probability)
    {
        Check(probability);
        lock (_gate)
        {
            _seen.Add(probability);
            if (_seen.Count < _window)
                return;
            LastDivergence = Divergence(Histogram(_seen), _reference);
            _seen = [];
            if (LastDivergence <= Limit || _asked)
                return;
            _asked = true;
        }

        _signal.Release();
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _signal.WaitAsync(cancellation);
            lock (_gate)
                _asked = false;
            try
            {
                var fresh = Histogram(await _retrain(cancellation));
                lock (_gate)
                {
                    _reference = fresh;
                    _seen = [];
                    LastError = null;
                    Retrainings++;
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception error)
            {
                lock (_gate)
                    LastError = error;
            }
        }
    }

    private static int[] Histogram(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("Nothing to compare with.");
        foreach (var value in values)
            Check(value);
        return [.. Enumerable.Range(0, 10).Select(bin => values.Count(value => (value == 1 ? 9 : (int)Math.Floor(value * 10)) == bin))];
    }

    private static void Check(double value)
    {
        if (double.IsNaN(value) || value < 0 || value > 1)
            throw new ArgumentOutOfRangeException(nameof(value));
    }
}

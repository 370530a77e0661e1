// Mistake: threads count at once, and lose some.
// Rejected by: DriftRaces.Two_observe_at_once
// Explored: race
using System.Threading.Channels;

namespace Camp.Predict;

/// <summary>Notices when the model's predictions are no longer spread as they were, and has it trained anew.</summary>
public sealed class Drift
{
    public const double Limit = 0.1;

    private const int Bins = 10;

    private readonly Lock _gate = new();
    // Room for one request: what is asked for while one waits already is the same request.
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Func<CancellationToken, Task<IReadOnlyList<double>>> _retrain;
    private readonly int _window;
    private int[] _reference;
    private int[] _current = new int[Bins];
    private int _observed;
    private double? _lastDivergence;
    private Exception? _lastError;
    private int _retrainings;

    public Drift(IEnumerable<double> reference, int window, Func<CancellationToken, Task<IReadOnlyList<double>>> retrain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        (_reference, _window, _retrain) = (Count(reference), window, retrain);
    }

    public double? LastDivergence
    {
        get
        {
            lock (_gate)
                return _lastDivergence;
        }
    }

    public Exception? LastError
    {
        get
        {
            lock (_gate)
                return _lastError;
        }
    }

    public int Retrainings
    {
        get
        {
            lock (_gate)
                return _retrainings;
        }
    }

    public static double Divergence(IReadOnlyList<int> current, IReadOnlyList<int> reference)
    {
        if (current.Count == 0 || current.Count != reference.Count)
            throw new ArgumentException($"Compare the same bins: {current.Count} and {reference.Count} were given.");
        var (currents, references) = (current.Sum(count => count + 1.0), reference.Sum(count => count + 1.0));
        return current.Zip(reference, (now, then) =>
        {
            var (p, q) = ((now + 1) / currents, (then + 1) / references);
            return p * Math.Log(p / q);
        }).Sum();
    }

    public void Observe(double probability)
    {
        var bin = Bin(probability);
        _current[bin]++;
        if (++_observed < _window)
            return;
        lock (_gate)
        {
            _lastDivergence = Divergence(_current, _reference);
            NewWindow_NeedsLock();
            if (_lastDivergence > Limit)
                _wanted.Writer.TryWrite(true);
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var _ in _wanted.Reader.ReadAllAsync(cancellation))
        {
            try
            {
                var reference = Count(await _retrain(cancellation));
                lock (_gate)
                {
                    (_reference, _lastError, _retrainings) = (reference, null, _retrainings + 1);
                    NewWindow_NeedsLock();
                }
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                lock (_gate)
                    _lastError = error;
            }
        }
    }

    private void NewWindow_NeedsLock() => (_current, _observed) = (new int[Bins], 0);

    private static int[] Count(IEnumerable<double> probabilities)
    {
        var counts = new int[Bins];
        foreach (var probability in probabilities)
            counts[Bin(probability)]++;
        return counts.Sum() > 0 ? counts : throw new ArgumentException("A reference needs at least one prediction.");
    }

    private static int Bin(double probability) =>
        probability is >= 0 and <= 1
            ? Math.Min((int)(probability * Bins), Bins - 1)
            : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is a number from 0 to 1.");
}

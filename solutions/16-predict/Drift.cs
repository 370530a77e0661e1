using System.Threading.Channels;

namespace Camp.Predict;

/// <summary>Notices when the model's predictions are no longer spread as they were, and has it trained anew.</summary>
/// <remarks>
/// Predictions are counted in ten bins of equal width: [0, 0.1), [0.1, 0.2) and so on; 1 belongs to the last. The <b>reference</b> is
/// what the model said about its training data. Whenever <c>window</c> predictions have been observed, their divergence from the
/// reference is computed, and a new window begins. Above <see cref="Limit"/> a retraining is wanted.
/// <see cref="RunAsync"/> does the wanted retrainings: one at a time, however often one was asked for meanwhile; what was
/// asked for while one was under way is one more afterwards. When it has ended well, what it gives back is the new reference,
/// and the window begins anew. When it fails, the reference stays; the failure is kept in <see cref="LastError"/> (null after a
/// success), and the next window above the limit asks again.
/// Any number of threads may observe at once; observing never waits for a retraining, nor for a lock that is held during one.
/// </remarks>
public sealed class Drift
{
    /// <summary>The divergence above which a model is retrained.</summary>
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

    /// <param name="reference">Probabilities from 0 to 1; at least one.</param>
    /// <param name="window">How many predictions are looked at together; at least 1.</param>
    /// <param name="retrain">Trains and puts the new model in place; gives back the new reference.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is below 1, or a probability is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="reference"/> is empty.</exception>
    public Drift(IEnumerable<double> reference, int window, Func<CancellationToken, Task<IReadOnlyList<double>>> retrain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        (_reference, _window, _retrain) = (Count(reference), window, retrain);
    }

    /// <summary>The divergence of the latest full window; null before the first.</summary>
    public double? LastDivergence
    {
        get
        {
            lock (_gate)
                return _lastDivergence;
        }
    }

    /// <summary>What the latest retraining failed with; null when there was none, or it succeeded.</summary>
    public Exception? LastError
    {
        get
        {
            lock (_gate)
                return _lastError;
        }
    }

    /// <summary>How many retrainings have ended well. When it goes up, the new reference is in place.</summary>
    public int Retrainings
    {
        get
        {
            lock (_gate)
                return _retrainings;
        }
    }

    /// <summary>
    /// The Kullback–Leibler divergence of <paramref name="current"/> from <paramref name="reference"/>: the sum of p · ln(p / q) over
    /// all bins, where p and q are the shares of a bin in current and reference. One is added to every count before the shares are
    /// taken, so that an empty bin makes no infinity.
    /// </summary>
    /// <exception cref="ArgumentException">The two have not the same number of bins, or none.</exception>
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

    /// <summary>Takes note of a prediction, and returns at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is no number from 0 to 1.</exception>
    public void Observe(double probability)
    {
        var bin = Bin(probability);
        lock (_gate)
        {
            _current[bin]++;
            if (++_observed < _window)
                return;
            _lastDivergence = Divergence(_current, _reference);
            NewWindow_NeedsLock();
            if (_lastDivergence > Limit)
                _wanted.Writer.TryWrite(true);
        }
    }

    /// <summary>Does the retrainings that are asked for, until it is cancelled; also what was asked for before it began.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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

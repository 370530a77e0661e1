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

    /// <param name="reference">Probabilities from 0 to 1; at least one.</param>
    /// <param name="window">How many predictions are looked at together; at least 1.</param>
    /// <param name="retrain">Trains and puts the new model in place; gives back the new reference.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is below 1, or a probability is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="reference"/> is empty.</exception>
    // TODO 1: refuse bad arguments; count the reference in its bins.
    public Drift(IEnumerable<double> reference, int window, Func<CancellationToken, Task<IReadOnlyList<double>>> retrain) =>
        throw new NotImplementedException("Drift: check the arguments and count the reference.");

    /// <summary>The divergence of the latest full window; null before the first.</summary>
    public double? LastDivergence =>
        throw new NotImplementedException("Drift.LastDivergence: the divergence of the latest full window.");

    /// <summary>What the latest retraining failed with; null when there was none, or it succeeded.</summary>
    public Exception? LastError =>
        throw new NotImplementedException("Drift.LastError: what the latest retraining failed with.");

    /// <summary>How many retrainings have ended well. When it goes up, the new reference is in place.</summary>
    public int Retrainings =>
        throw new NotImplementedException("Drift.Retrainings: how many retrainings have ended well.");

    /// <summary>
    /// The Kullback–Leibler divergence of <paramref name="current"/> from <paramref name="reference"/>: the sum of p · ln(p / q) over
    /// all bins, where p and q are the shares of a bin in current and reference. One is added to every count before the shares are
    /// taken, so that an empty bin makes no infinity.
    /// </summary>
    /// <exception cref="ArgumentException">The two have not the same number of bins, or none.</exception>
    // TODO 2: the formula. In whose shares is it weighted?
    public static double Divergence(IReadOnlyList<int> current, IReadOnlyList<int> reference) =>
        throw new NotImplementedException("Drift.Divergence: the sum of p * ln(p / q).");

    /// <summary>Takes note of a prediction, and returns at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is no number from 0 to 1.</exception>
    // TODO 3: count it; when the window is full, compare, begin the next, and ask for a retraining if need be.
    public void Observe(double probability) =>
        throw new NotImplementedException("Drift.Observe: count; compare when the window is full.");

    /// <summary>Does the retrainings that are asked for, until it is cancelled; also what was asked for before it began.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    // TODO 4: wait for a request; retrain with this token; put the new reference in place, or keep the failure.
    public Task RunAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("Drift.RunAsync: retrain whenever it is asked for.");
}

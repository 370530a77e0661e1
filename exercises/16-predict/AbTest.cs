namespace Camp.Predict;

/// <summary>Gives some users the new model, counts how it does, and decides.</summary>
/// <remarks>
/// A user's bucket is a number from 0 to 9999: the first four bytes of the SHA-256 hash of <c>experiment:user</c> (UTF-8), as a
/// big-endian unsigned number, modulo 10,000. Users whose bucket is below <c>share * 10,000</c> get B. So a user always gets the
/// same model, on every machine and after every restart, and keeps B when the share grows.
/// The success rate of a model is its successes by its outcomes (0 without any). Its verdict goes by the difference d of the rates, B's less
/// A's, and the interval d ± 1.96 · √(a(1−a)/nA + b(1−b)/nB), with the rates a and b and the numbers of outcomes nA and nB (a model
/// without outcomes adds nothing under the root). While either model has fewer than <c>minimum</c> outcomes the decision is
/// <see cref="Decision.Continue"/>. Then it is <see cref="Decision.RollOut"/> when the whole interval is above zero,
/// <see cref="Decision.RollBack"/> when all of it is below, else Continue.
/// Any number of threads may call at once; the numbers of a verdict belong together.
/// </remarks>
public sealed class AbTest
{
    /// <param name="experiment">Its name: another experiment splits users in another way.</param>
    /// <param name="share">Who gets B, from 0 to 1.</param>
    /// <param name="minimum">How many outcomes each model needs; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    // TODO 1: refuse bad numbers; keep the good ones.
    public AbTest(string experiment, double share, int minimum) =>
        throw new NotImplementedException("AbTest: check the numbers and keep them.");

    /// <summary>The model for a user. After <see cref="Conclude"/> has decided, it is the same one for everybody.</summary>
    // TODO 2: the bucket, and the share.
    public Variant Assign(string user) =>
        throw new NotImplementedException("AbTest.Assign: the user's bucket decides.");

    /// <summary>Counts an outcome: whether the customer whom this model was used for has stayed, bought, clicked.</summary>
    // TODO 3: count it.
    public void Record(Variant variant, bool success) =>
        throw new NotImplementedException("AbTest.Record: count the outcome.");

    /// <summary>The verdict of what was recorded until now. It changes nothing.</summary>
    // TODO 4: the rates, the interval, the decision; from numbers that belong together.
    public AbVerdict Judge() =>
        throw new NotImplementedException("AbTest.Judge: rates, interval, decision.");

    /// <summary>Acts on the verdict: rolls out, rolls back, or goes on. Once decided, it stays so, whatever is recorded later.</summary>
    /// <returns>The decision that holds now.</returns>
    // TODO 5: keep the first decision that is not Continue.
    public Decision Conclude() =>
        throw new NotImplementedException("AbTest.Conclude: act on the verdict.");
}

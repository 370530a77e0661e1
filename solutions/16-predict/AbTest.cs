using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

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
    private const double Z = 1.96;
    private const uint Buckets = 10_000;

    private readonly Lock _gate = new();
    private readonly string _experiment;
    private readonly double _share;
    private readonly int _minimum;
    private Arm _a;
    private Arm _b;
    private Decision _decision = Decision.Continue;

    /// <param name="experiment">Its name: another experiment splits users in another way.</param>
    /// <param name="share">Who gets B, from 0 to 1.</param>
    /// <param name="minimum">How many outcomes each model needs; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AbTest(string experiment, double share, int minimum)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        (_experiment, _share, _minimum) = (experiment, share, minimum);
    }

    /// <summary>The model for a user. After <see cref="Conclude"/> has decided, it is the same one for everybody.</summary>
    public Variant Assign(string user)
    {
        Decision decision;
        lock (_gate)
            decision = _decision;
        return decision switch
        {
            Decision.RollOut => Variant.B,
            Decision.RollBack => Variant.A,
            _ => Bucket(user) < _share * Buckets ? Variant.B : Variant.A,
        };
    }

    /// <summary>Counts an outcome: whether the customer whom this model was used for has stayed, bought, clicked.</summary>
    public void Record(Variant variant, bool success)
    {
        lock (_gate)
        {
            if (variant == Variant.B)
                _b = _b.With(success);
            else
                _a = _a.With(success);
        }
    }

    /// <summary>The verdict of what was recorded until now. It changes nothing.</summary>
    public AbVerdict Judge()
    {
        Arm a, b;
        lock (_gate)
            (a, b) = (_a, _b);
        var difference = b.Rate - a.Rate;
        var margin = Z * Math.Sqrt(a.Variance + b.Variance);
        var (low, high) = (difference - margin, difference + margin);
        var decision = a.Outcomes < _minimum || b.Outcomes < _minimum ? Decision.Continue
            : low > 0 ? Decision.RollOut
            : high < 0 ? Decision.RollBack
            : Decision.Continue;
        return new(decision, difference, low, high);
    }

    /// <summary>Acts on the verdict: rolls out, rolls back, or goes on. Once decided, it stays so, whatever is recorded later.</summary>
    /// <returns>The decision that holds now.</returns>
    public Decision Conclude()
    {
        var verdict = Judge();
        lock (_gate)
        {
            if (_decision == Decision.Continue)
                _decision = verdict.Decision;
            return _decision;
        }
    }

    // Not string.GetHashCode: that one differs from process to process.
    private uint Bucket(string user) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{_experiment}:{user}"))) % Buckets;

    private readonly record struct Arm(int Outcomes, int Successes)
    {
        public double Rate => Outcomes == 0 ? 0 : (double)Successes / Outcomes;

        public double Variance => Outcomes == 0 ? 0 : Rate * (1 - Rate) / Outcomes;

        public Arm With(bool success) => new(Outcomes + 1, Successes + (success ? 1 : 0));
    }
}

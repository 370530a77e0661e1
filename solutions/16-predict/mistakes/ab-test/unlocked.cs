// Mistake: threads count at once, and lose some.
// Rejected by: AbTestRaces.Two_outcomes_at_once
// Explored: race
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Camp.Predict;

/// <summary>Gives some users the new model, counts how it does, and decides.</summary>
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

    public AbTest(string experiment, double share, int minimum)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        (_experiment, _share, _minimum) = (experiment, share, minimum);
    }

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

    public void Record(Variant variant, bool success)
    {
        if (variant == Variant.B)
            _b = _b.With(success);
        else
            _a = _a.With(success);
    }

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

// Alternative: four numbers in an array and one lock; the hash read as hexadecimal text.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Camp.Predict;

public sealed class AbTest
{
    private readonly object _gate = new();
    private readonly string _prefix;
    private readonly double _limit;
    private readonly int _minimum;
    private readonly long[] _counts = new long[4];
    private Decision _decided;

    public AbTest(string experiment, double share, int minimum)
    {
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share));
        if (minimum <= 0)
            throw new ArgumentOutOfRangeException(nameof(minimum));
        (_prefix, _limit, _minimum) = (experiment + ":", share * 10_000, minimum);
    }

    public Variant Assign(string user)
    {
        lock (_gate)
        {
            if (_decided != Decision.Continue)
                return _decided == Decision.RollOut ? Variant.B : Variant.A;
        }

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_prefix + user)))[..8];
        return uint.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 10_000 < _limit ? Variant.B : Variant.A;
    }

    public void Record(Variant variant, bool success)
    {
        lock (_gate)
            _counts[((int)variant * 2) + (success ? 1 : 0)]++;
    }

    public AbVerdict Judge()
    {
        lock (_gate)
        {
            var (nA, nB) = (_counts[0] + _counts[1], _counts[2] + _counts[3]);
            var (a, b) = (nA == 0 ? 0 : (double)_counts[1] / nA, nB == 0 ? 0 : (double)_counts[3] / nB);
            var spread = 1.96 * Math.Sqrt((a * (1 - a) / Math.Max(nA, 1)) + (b * (1 - b) / Math.Max(nB, 1)));
            var (low, high) = (b - a - spread, b - a + spread);
            var decision = Decision.Continue;
            if (Math.Min(nA, nB) >= _minimum && (low > 0 || high < 0))
                decision = low > 0 ? Decision.RollOut : Decision.RollBack;
            return new(decision, b - a, low, high);
        }
    }

    public Decision Conclude()
    {
        lock (_gate)
            return _decided = _decided == Decision.Continue ? Judge().Decision : _decided;
    }
}

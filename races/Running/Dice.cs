namespace TrainingCamp.Races.Running;

/// <summary>Random numbers that are the same for a seed on every machine and every .NET (SplitMix64).</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL + 0x1234567UL);

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <returns>0 to <paramref name="below"/> - 1.</returns>
    public int Next(int below) => (int)(Next() % (ulong)below);
}

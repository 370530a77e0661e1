using System.Buffers;

namespace Camp.Memory.Tests;

/// <summary>An array pool that gives more than was asked for, full of old data, and remembers what came back and in what state.</summary>
public sealed class WatchedPool : ArrayPool<byte>
{
    private readonly HashSet<byte[]> _out = [];

    public int Rented { get; private set; }

    public int Returned { get; private set; }

    /// <summary>The smallest length that was asked for.</summary>
    public int Asked { get; private set; } = int.MaxValue;

    /// <summary>Set when something came back twice, or was never from here.</summary>
    public bool Confused { get; private set; }

    /// <summary>Set when something came back with data in it that the old one had not had.</summary>
    public bool Dirty { get; private set; }

    public override byte[] Rent(int minimumLength)
    {
        lock (_out)
        {
            Rented++;
            Asked = Math.Min(Asked, minimumLength);
            var array = new byte[minimumLength + 5];
            _out.Add(array);
            return array;
        }
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        lock (_out)
        {
            Returned++;
            Confused |= !_out.Remove(array);
            Dirty |= !clearArray && array.AsSpan().ContainsAnyExcept((byte)0);
            // Whoever still uses it will notice.
            Array.Fill(array, (byte)0xEE);
        }
    }
}

using System.Runtime.InteropServices;
using Camp.Testing;
using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

/// <summary>What the lessons' tests measure memory with.</summary>
[Collection(typeof(Alone))]
public sealed class HeapTests
{
    // So many that the 0.4 MB which other tests' threads free when they end are lost in them.
    private const int Many = 150_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void What_is_kept_counts_and_gaps_before_pinned_objects_do_not_change_it(int pins)
    {
        var before = Heap.InUse();
        var (kept, pinned) = (new List<byte[]>(Many), new List<GCHandle>());
        for (var item = 0; item < Many; item++)
        {
            // What a collection leaves a gap of, where something behind it cannot be moved.
            GC.KeepAlive(Thousand());
            kept.Add(Thousand());
            if (pinned.Count < pins && item % (Many / pins) == 0)
                pinned.Add(GCHandle.Alloc(Thousand(), GCHandleType.Pinned));
        }

        Assert.InRange(Heap.InUse() - before, Many * 1_000L, Many * 1_020L);

        pinned.ForEach(handle => handle.Free());
        GC.KeepAlive(kept);
        kept.Clear();
        kept.TrimExcess();
        Assert.InRange(Heap.InUse() - before, Many * -10L, Many * 10L);
    }

    // With its header a thousand bytes.
    private static byte[] Thousand() => new byte[976];
}

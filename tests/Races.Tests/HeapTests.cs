using System.Runtime.InteropServices;
using Camp.Testing;
using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

/// <summary>What the lessons' tests measure memory with.</summary>
[Collection(typeof(Alone))]
public sealed class HeapTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void What_is_kept_counts_and_pinned_objects_do_not_change_it(int pins)
    {
        var before = Heap.InUse();
        var kept = Enumerable.Range(0, 1_500).Select(_ => new byte[976]).ToList();
        var pinned = Enumerable.Range(0, pins).Select(_ => GCHandle.Alloc(new byte[976], GCHandleType.Pinned)).ToList();
        Assert.InRange(Heap.InUse() - before, 1_500_000, 1_700_000);

        pinned.ForEach(handle => handle.Free());
        GC.KeepAlive(kept);
        kept.Clear();
        Assert.InRange(Heap.InUse() - before, -100_000, 100_000);
    }
}

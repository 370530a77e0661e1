namespace RaceCorpus.Arrays;

public static class Arrays
{
    private struct Slot
    {
        public int Value;
        public int Other;
    }

    public static async Task Elements_of_their_own_correct()
    {
        var sums = new long[2];
        await Both.Run(() => { sums[0] += 1; }, () => { sums[1] += 2; });
        Check.Same(3L, sums[0] + sums[1]);
    }

    public static async Task One_element_broken()
    {
        var sums = new long[1];
        await Both.Twice(() => { sums[0] += 1; });
    }

    public static async Task References_correct()
    {
        var (names, gate) = (new string[1], new object());
        await Both.Twice(() => { lock (gate) names[0] = "x"; });
    }

    public static async Task References_broken()
    {
        var names = new string[1];
        await Both.Run(() => { names[0] = "x"; }, () => { _ = names[0]; });
    }

    public static async Task Bytes_correct()
    {
        var bytes = new byte[2];
        await Both.Run(() => { bytes[0] = 1; }, () => { bytes[1] = 2; });
    }

    public static async Task Bytes_broken()
    {
        var bytes = new byte[2];
        await Both.Run(() => { bytes[1] = 1; }, () => { bytes[1] = 2; });
    }

    public static async Task Structs_correct()
    {
        var slots = new Slot[1];
        await Both.Run(() => { slots[0].Value = 1; }, () => { slots[0].Other = 2; });
        Check.Same(3, slots[0].Value + slots[0].Other);
    }

    public static async Task Structs_broken()
    {
        var slots = new Slot[1];
        await Both.Run(() => { slots[0].Value = 1; }, () => Check.That(slots[0].Value < 2, "one or nothing"));
    }

    public static async Task Whole_struct_broken()
    {
        var slots = new Slot[1];
        await Both.Run(() => { slots[0].Value = 1; }, () => { var copy = slots[0]; Check.That(copy.Other == 0, "other"); });
    }

    public static async Task Cleared_correct()
    {
        var (items, gate) = (new int[4], new Lock());
        await Both.Run(() => { lock (gate) Array.Clear(items); }, () => { lock (gate) items[2] = 1; });
    }

    public static async Task Cleared_broken()
    {
        var items = new int[4];
        await Both.Run(() => { Array.Clear(items); }, () => { items[2] = 1; });
    }

    public static async Task Atomic_elements_correct()
    {
        var counts = new int[2];
        await Both.Twice(() => { Interlocked.Increment(ref counts[1]); });
        Check.Same(2, counts[1]);
    }

    public static async Task Atomic_and_plain_elements_broken()
    {
        var counts = new int[2];
        await Both.Run(() => { Interlocked.Increment(ref counts[1]); }, () => { counts[1]++; });
    }
}

namespace RaceCorpus.Atomics;

public static class Atomics
{
    private sealed class Node(int value)
    {
        public readonly int Value = value;
        public Node? Next;
    }

    private sealed class Fields
    {
        public int Count;
        public long Max;
        public Node? Top;
        public volatile bool Stop;
        public bool PlainStop;
        public int Value;
        public bool Flag;
    }

    public static async Task Increment_correct()
    {
        var f = new Fields();
        await Both.Twice(() => Interlocked.Increment(ref f.Count));
        Check.Same(2, Volatile.Read(ref f.Count));
    }

    public static async Task Increment_and_plain_read_broken()
    {
        var f = new Fields();
        await Both.Run(() => Interlocked.Increment(ref f.Count), () => { _ = f.Count; });
    }

    public static async Task Compares_with_what_it_read_again_correct()
    {
        var f = new Fields();
        await Both.Twice(() =>
        {
            var seen = Volatile.Read(ref f.Count);
            while (Interlocked.CompareExchange(ref f.Count, seen + 1, seen) is var now && now != seen)
                seen = now;
        });
        Check.Same(2, f.Count);
    }

    public static async Task Compares_with_what_it_read_once_broken()
    {
        var f = new Fields();
        await Both.Twice(() =>
        {
            var seen = Volatile.Read(ref f.Count);
            while (Interlocked.CompareExchange(ref f.Count, seen + 1, seen) != seen)
                Thread.SpinWait(1);
        });
    }

    public static async Task Read_and_write_apart_broken()
    {
        var f = new Fields();
        await Both.Twice(() => Volatile.Write(ref f.Count, Volatile.Read(ref f.Count) + 1));
        Check.Same(2, f.Count);
    }

    public static async Task Maximum_correct()
    {
        var f = new Fields();
        await Both.Run(() => Offer(3), () => Offer(5));
        Check.Same(5L, Interlocked.Read(ref f.Max));

        void Offer(long value)
        {
            var seen = Interlocked.Read(ref f.Max);
            while (value > seen)
            {
                var found = Interlocked.CompareExchange(ref f.Max, value, seen);
                if (found == seen)
                    return;
                seen = found;
            }
        }
    }

    public static async Task Maximum_with_one_try_broken()
    {
        var f = new Fields();
        await Both.Run(() => Offer(3), () => Offer(5));
        Check.Same(5L, Interlocked.Read(ref f.Max));

        void Offer(long value)
        {
            var seen = Interlocked.Read(ref f.Max);
            if (value > seen)
                Interlocked.CompareExchange(ref f.Max, value, seen);
        }
    }

    public static async Task Stack_correct()
    {
        var f = new Fields();
        await Both.Run(() => Push(1), () => Push(2));
        Check.Same(3, f.Top!.Value + f.Top.Next!.Value);

        void Push(int value)
        {
            var node = new Node(value);
            do
                node.Next = Volatile.Read(ref f.Top);
            while (Interlocked.CompareExchange(ref f.Top, node, node.Next) != node.Next);
        }
    }

    public static async Task Stack_in_two_steps_broken()
    {
        var f = new Fields();
        await Both.Run(() => Push(1), () => Push(2));
        Check.That(f.Top!.Next is not null, "one node is gone");

        void Push(int value)
        {
            var node = new Node(value) { Next = Volatile.Read(ref f.Top) };
            Volatile.Write(ref f.Top, node);
        }
    }

    public static async Task Published_correct()
    {
        var f = new Fields();
        var writer = Task.Run(() => { f.Value = 9; Volatile.Write(ref f.Flag, true); });
        while (!Volatile.Read(ref f.Flag))
            Thread.Yield();
        Check.Same(9, f.Value);
        await writer;
    }

    public static async Task Published_too_early_broken()
    {
        var f = new Fields();
        var writer = Task.Run(() => { Volatile.Write(ref f.Flag, true); f.Value = 9; });
        while (!Volatile.Read(ref f.Flag))
            Thread.Yield();
        _ = f.Value;
        await writer;
    }

    public static async Task Volatile_field_correct()
    {
        var f = new Fields();
        var loop = Task.Run(() => { while (!f.Stop) { } });
        f.Stop = true;
        await loop;
    }

    public static async Task Plain_field_broken()
    {
        var f = new Fields();
        var loop = Task.Run(() => { while (!f.PlainStop) { } });
        f.PlainStop = true;
        await loop;
    }

    public static async Task Other_overloads_correct()
    {
        var f = new Fields();
        await Both.Run(() => { Interlocked.Add(ref f.Max, 2); Interlocked.Or(ref f.Count, 1); }, () => { Interlocked.Exchange(ref f.Max, 5L); Interlocked.And(ref f.Count, 3); });
    }

    public static async Task Of_a_local_correct()
    {
        var count = 0;
        await Both.Twice(() => Interlocked.Increment(ref count));
        Check.Same(2, count);
    }
}

namespace RaceCorpus.Monitors;

public static class Monitors
{
    private sealed class Box
    {
        public readonly object Gate = new();
        public readonly Queue<int> Items = new();
        public bool Ready;
    }

    public static async Task Counter_correct()
    {
        var (count, gate) = (0, new object());
        await Both.Twice(() => { lock (gate) count++; });
        Check.Same(2, count);
    }

    public static async Task Different_objects_broken()
    {
        var (count, one, other) = (0, new object(), new object());
        await Both.Run(() => { lock (one) count++; }, () => { lock (other) count++; });
    }

    public static async Task One_order_correct()
    {
        var (one, other) = (new object(), new object());
        await Both.Twice(() => { lock (one) lock (other) { } });
    }

    public static async Task Two_orders_broken()
    {
        var (one, other) = (new object(), new object());
        await Both.Run(() => { lock (one) lock (other) { } }, () => { lock (other) lock (one) { } });
    }

    public static async Task Reentrant_correct()
    {
        var (count, gate) = (0, new object());
        await Both.Twice(() => { lock (gate) lock (gate) count++; });
        Check.Same(2, count);
    }

    public static async Task Wait_in_a_loop_correct()
    {
        var box = new Box();
        await Task.WhenAll(Task.Run(() => Take(box)), Task.Run(() => Take(box)), Task.Run(() => { Put(box); Put(box); }));

        static int Take(Box box)
        {
            lock (box.Gate)
            {
                while (box.Items.Count == 0)
                    Monitor.Wait(box.Gate);
                return box.Items.Dequeue();
            }
        }
    }

    public static async Task Wait_after_if_broken()
    {
        var box = new Box();
        await Task.WhenAll(Task.Run(() => Take(box)), Task.Run(() => Take(box)), Task.Run(() => { Put(box); Put(box); }));

        static int Take(Box box)
        {
            lock (box.Gate)
            {
                if (box.Items.Count == 0)
                    Monitor.Wait(box.Gate);
                return box.Items.Dequeue();
            }
        }
    }

    private static void Put(Box box)
    {
        lock (box.Gate)
        {
            box.Items.Enqueue(1);
            Monitor.PulseAll(box.Gate);
        }
    }

    public static async Task Pulse_with_a_condition_correct()
    {
        var box = new Box();
        await Both.Run(() =>
        {
            lock (box.Gate)
            {
                while (!box.Ready)
                    Monitor.Wait(box.Gate);
            }
        }, () =>
        {
            lock (box.Gate)
            {
                box.Ready = true;
                Monitor.Pulse(box.Gate);
            }
        });
    }

    public static async Task Pulse_without_a_condition_broken()
    {
        var gate = new object();
        await Both.Run(() => { lock (gate) Monitor.Wait(gate); }, () => { lock (gate) Monitor.Pulse(gate); });
    }

    public static async Task Pulse_of_one_for_two_broken()
    {
        var box = new Box();
        var (first, second) = (Task.Run(Wait), Task.Run(Wait));
        lock (box.Gate)
        {
            box.Ready = true;
            Monitor.Pulse(box.Gate);
        }

        await Task.WhenAll(first, second);

        void Wait()
        {
            lock (box.Gate)
            {
                while (!box.Ready)
                    Monitor.Wait(box.Gate);
            }
        }
    }

    public static async Task Wait_with_a_limit_correct()
    {
        var gate = new object();
        await Task.Run(() => { lock (gate) Check.That(!Monitor.Wait(gate, 50), "nobody pulses"); });
    }

    public static async Task Try_enter_correct()
    {
        var (count, gate) = (0, new object());
        await Both.Twice(() =>
        {
            if (!Monitor.TryEnter(gate, TimeSpan.FromSeconds(30)))
                return;
            count++;
            Monitor.Exit(gate);
        });
        Check.Same(2, count);
    }

    public static async Task Try_enter_without_a_look_broken()
    {
        var (count, gate) = (0, new object());
        await Both.Twice(() =>
        {
            var taken = Monitor.TryEnter(gate);
            count++;
            if (taken)
                Monitor.Exit(gate);
        });
    }

    public static async Task Over_an_await_broken()
    {
        var gate = new object();
        await Task.Run(async () =>
        {
            Monitor.Enter(gate);
            await Task.Yield();
            Monitor.Exit(gate);
        });
    }

    public static async Task Never_left_broken()
    {
        var gate = new object();
        await Both.Twice(() => Monitor.Enter(gate));
    }
}

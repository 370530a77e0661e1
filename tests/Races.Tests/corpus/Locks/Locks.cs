namespace RaceCorpus.Locks;

public static class Locks
{
    public static async Task Statement_correct()
    {
        var (count, gate) = (0, new Lock());
        await Both.Twice(() => { lock (gate) count++; });
        Check.Same(2, count);
    }

    public static async Task A_lock_for_each_call_broken()
    {
        var count = 0;
        await Both.Twice(() => { lock (new Lock()) count++; });
    }

    public static async Task Scope_correct()
    {
        var (count, gate) = (0, new Lock());
        await Both.Twice(() =>
        {
            using (gate.EnterScope())
                count++;
        });
        Check.Same(2, count);
    }

    public static async Task Scope_too_short_broken()
    {
        var (count, gate) = (0, new Lock());
        await Both.Twice(() =>
        {
            using (gate.EnterScope())
                _ = count;
            count++;
        });
    }

    public static async Task Enter_and_exit_correct()
    {
        var gate = new Lock();
        await Both.Twice(() =>
        {
            gate.Enter();
            Check.That(gate.IsHeldByCurrentThread, "held");
            gate.Exit();
        });
    }

    public static async Task Exit_forgotten_broken()
    {
        var gate = new Lock();
        await Both.Twice(() => gate.Enter());
    }

    public static async Task Two_orders_broken()
    {
        var (one, other) = (new Lock(), new Lock());
        await Both.Run(() => { lock (one) lock (other) { } }, () => { lock (other) lock (one) { } });
    }

    public static async Task Check_then_act_broken()
    {
        var (stock, gate) = (1, new Lock());
        await Both.Twice(() =>
        {
            bool any;
            lock (gate)
                any = stock > 0;
            if (!any)
                return;
            lock (gate)
                Check.That(--stock >= 0, "sold what was not there");
        });
    }

    public static async Task Check_and_act_correct()
    {
        var (stock, gate) = (1, new Lock());
        await Both.Twice(() =>
        {
            lock (gate)
            {
                if (stock > 0)
                    Check.That(--stock >= 0, "sold what was not there");
            }
        });
    }
}

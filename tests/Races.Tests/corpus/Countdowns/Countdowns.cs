namespace RaceCorpus.Countdowns;

public static class Countdowns
{
    public static async Task Sum_correct()
    {
        var (sums, open) = (new int[2], new CountdownEvent(2));
        var work = Both.Run(() => { sums[0] = 1; open.Signal(); }, () => { sums[1] = 2; open.Signal(); });
        open.Wait();
        Check.Same(3, sums[0] + sums[1]);
        await work;
    }

    public static async Task Signalled_too_early_broken()
    {
        var (sums, open) = (new int[2], new CountdownEvent(2));
        var work = Both.Run(() => { open.Signal(); sums[0] = 1; }, () => { sums[1] = 2; open.Signal(); });
        open.Wait();
        _ = sums[0];
        await work;
    }

    public static async Task One_too_few_broken()
    {
        var open = new CountdownEvent(3);
        var work = Both.Twice(() => open.Signal());
        open.Wait();
        await work;
    }

    public static async Task One_too_many_broken()
    {
        var open = new CountdownEvent(1);
        await Both.Twice(() => open.Signal());
    }

    public static async Task Added_before_the_start_correct()
    {
        var open = new CountdownEvent(1);
        open.AddCount();
        var work = Task.Run(() => open.Signal());
        open.Signal();
        open.Wait();
        await work;
    }

    public static async Task Added_in_the_work_broken()
    {
        var open = new CountdownEvent(1);
        var work = Task.Run(() => { open.AddCount(); open.Signal(); });
        open.Signal();
        open.Wait();
        await work;
    }
}

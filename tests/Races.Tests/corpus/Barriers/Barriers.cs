namespace RaceCorpus.Barriers;

public static class Barriers
{
    public static async Task Two_phases_correct()
    {
        var (halves, barrier) = (new int[2], new Barrier(2));
        await Both.Run(() => Work(0), () => Work(1));

        void Work(int number)
        {
            halves[number] = number + 1;
            barrier.SignalAndWait();
            Check.Same(3, halves[0] + halves[1]);
        }
    }

    public static async Task Read_before_the_barrier_broken()
    {
        var (halves, barrier) = (new int[2], new Barrier(2));
        await Both.Run(() => Work(0), () => Work(1));

        void Work(int number)
        {
            halves[number] = number + 1;
            _ = halves[1 - number];
            barrier.SignalAndWait();
        }
    }

    public static async Task One_does_not_come_broken()
    {
        var barrier = new Barrier(3);
        await Both.Twice(() => barrier.SignalAndWait());
    }

    public static async Task Between_the_phases_correct()
    {
        var sum = 0;
        var halves = new int[2];
        var barrier = new Barrier(2, _ => sum = halves[0] + halves[1]);
        await Both.Run(() => { halves[0] = 1; barrier.SignalAndWait(); }, () => { halves[1] = 2; barrier.SignalAndWait(); });
        Check.Same(3, sum);
    }

    public static async Task Second_phase_broken()
    {
        var (shared, barrier) = (0, new Barrier(2));
        await Both.Twice(() =>
        {
            barrier.SignalAndWait();
            shared++;
        });
    }
}

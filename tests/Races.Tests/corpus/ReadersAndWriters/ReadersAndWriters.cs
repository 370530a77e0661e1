namespace RaceCorpus.ReadersAndWriters;

public static class ReadersAndWriters
{
    private sealed class Prices
    {
        public readonly ReaderWriterLockSlim Gate = new();
        public readonly Dictionary<string, int> Entries = [];
        public int Reads;

        public void Write(string name, int price)
        {
            Gate.EnterWriteLock();
            Entries[name] = price;
            Gate.ExitWriteLock();
        }

        public int Read(string name)
        {
            Gate.EnterReadLock();
            try
            {
                return Entries.GetValueOrDefault(name);
            }
            finally
            {
                Gate.ExitReadLock();
            }
        }
    }

    public static async Task Readers_and_a_writer_correct()
    {
        var prices = new Prices();
        await Task.WhenAll(Task.Run(() => prices.Write("x", 1)), Task.Run(() => prices.Read("x")), Task.Run(() => prices.Read("x")));
        Check.Same(1, prices.Read("x"));
    }

    public static async Task Write_under_the_read_lock_broken()
    {
        var prices = new Prices();
        await Both.Twice(() =>
        {
            prices.Gate.EnterReadLock();
            prices.Reads++;
            prices.Gate.ExitReadLock();
        });
    }

    public static async Task Reader_without_the_lock_broken()
    {
        var prices = new Prices();
        await Both.Run(() => prices.Write("x", 1), () => { prices.Entries.ContainsKey("x"); });
    }

    public static async Task Upgrade_correct()
    {
        var prices = new Prices();
        await Both.Twice(() =>
        {
            prices.Gate.EnterUpgradeableReadLock();
            if (!prices.Entries.ContainsKey("x"))
            {
                prices.Gate.EnterWriteLock();
                prices.Entries.Add("x", 1);
                prices.Gate.ExitWriteLock();
            }

            prices.Gate.ExitUpgradeableReadLock();
        });
    }

    public static async Task No_second_look_broken()
    {
        var prices = new Prices();
        await Both.Twice(() =>
        {
            if (prices.Read("x") > 0)
                return;
            prices.Gate.EnterWriteLock();
            try
            {
                prices.Entries.Add("x", 1);
            }
            finally
            {
                prices.Gate.ExitWriteLock();
            }
        });
    }

    public static async Task Read_then_write_lock_broken()
    {
        var prices = new Prices();
        await Task.Run(() =>
        {
            prices.Gate.EnterReadLock();
            prices.Gate.EnterWriteLock();
        });
    }

    public static async Task Try_with_a_limit_correct()
    {
        var prices = new Prices();
        await Both.Twice(() =>
        {
            if (!prices.Gate.TryEnterWriteLock(TimeSpan.FromMinutes(1)))
                return;
            prices.Reads++;
            prices.Gate.ExitWriteLock();
        });
        Check.Same(2, prices.Reads);
    }

    public static async Task Never_left_broken()
    {
        var prices = new Prices();
        await Both.Run(() => prices.Gate.EnterReadLock(), () => prices.Write("x", 1));
    }
}

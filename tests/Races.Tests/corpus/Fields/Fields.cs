namespace RaceCorpus.Fields;

public static class Fields
{
    private sealed class Shop
    {
        public readonly Lock Gate = new();
        public int Count;
        public string Name = "";

        public int Total { get; set; }
    }

    public static async Task Increment_correct()
    {
        var shop = new Shop();
        await Both.Twice(() => { lock (shop.Gate) shop.Count++; });
        Check.Same(2, shop.Count);
    }

    public static async Task Increment_broken()
    {
        var shop = new Shop();
        await Both.Twice(() => { shop.Count++; });
    }

    public static async Task Property_correct()
    {
        var shop = new Shop();
        await Both.Twice(() => { lock (shop.Gate) shop.Total += 5; });
        Check.Same(10, shop.Total);
    }

    public static async Task Property_broken()
    {
        var shop = new Shop();
        await Both.Twice(() => { shop.Total += 5; });
    }

    public static async Task Reader_takes_the_lock_correct()
    {
        var shop = new Shop();
        await Both.Run(() => { lock (shop.Gate) shop.Name = "open"; }, () => { lock (shop.Gate) _ = shop.Name.Length; });
    }

    public static async Task Reader_without_the_lock_broken()
    {
        var shop = new Shop();
        await Both.Run(() => { lock (shop.Gate) shop.Name = "open"; }, () => { _ = shop.Name.Length; });
    }

    public static async Task Two_fields_correct()
    {
        var shop = new Shop();
        await Both.Run(() => { shop.Count = 1; }, () => { shop.Name = "x"; });
        Check.Same(1, shop.Count);
    }

    public static async Task Written_after_start_broken()
    {
        var shop = new Shop();
        var reader = Task.Run(() => shop.Count);
        shop.Count = 5;
        await reader;
    }

    public static async Task Written_before_start_correct()
    {
        var shop = new Shop { Count = 5 };
        Check.Same(5, await Task.Run(() => shop.Count));
    }
}

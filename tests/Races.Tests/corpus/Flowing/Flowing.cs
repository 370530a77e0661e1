namespace RaceCorpus.Flowing;

public static class Flowing
{
    public static async Task Value_flows_correct()
    {
        var name = new AsyncLocal<string>();
        await Both.Run(async () => { name.Value = "a"; await Task.Yield(); Check.Same("a", name.Value); },
            async () => { name.Value = "b"; await Task.Yield(); Check.Same("b", name.Value); });
        Check.That(name.Value is null, "it does not flow back");
    }

    public static async Task What_it_holds_is_shared_broken()
    {
        var items = new AsyncLocal<List<int>> { Value = [] };
        await Both.Twice(() => items.Value!.Add(1));
    }

    public static async Task To_a_thread_correct()
    {
        var name = new AsyncLocal<string> { Value = "a" };
        var seen = "";
        var thread = new Thread(() => seen = name.Value!);
        thread.Start();
        thread.Join();
        Check.Same("a", seen);
        await Task.Yield();
    }
}

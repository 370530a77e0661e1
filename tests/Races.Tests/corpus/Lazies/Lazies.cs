namespace RaceCorpus.Lazies;

public static class Lazies
{
    public static async Task Made_once_correct()
    {
        var made = 0;
        var lazy = new Lazy<int>(() => ++made);
        await Both.Twice(() => Check.Same(1, lazy.Value));
        Check.Same(1, made);
    }

    public static async Task Checked_by_hand_broken()
    {
        object? made = null;
        await Both.Twice(() => { made ??= new object(); });
    }

    public static async Task Mode_none_broken()
    {
        var lazy = new Lazy<object>(() => new object(), LazyThreadSafetyMode.None);
        await Both.Twice(() => { _ = lazy.Value; });
    }

    public static async Task Publication_only_correct()
    {
        var lazy = new Lazy<object>(() => new object(), LazyThreadSafetyMode.PublicationOnly);
        var values = new object[2];
        await Both.Run(() => { values[0] = lazy.Value; }, () => { values[1] = lazy.Value; });
        Check.That(ReferenceEquals(values[0], values[1]), "one value for all");
    }

    public static async Task Publication_only_with_a_side_effect_broken()
    {
        var made = 0;
        var lazy = new Lazy<object>(() => { made++; return new object(); }, LazyThreadSafetyMode.PublicationOnly);
        await Both.Twice(() => { _ = lazy.Value; });
    }
}

using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class RwCacheRaces
{
    public static async Task A_reader_meets_a_writer()
    {
        var cache = new RwCache<string, int>();
        await Task.WhenAll(
            Task.Run(() => cache.Write(entries =>
            {
                entries["net"] = 1;
                entries["gross"] = 1;
            })),
            Task.Run(() => Assert.True(cache.Read(entries => entries.Count) is 0 or 2, "A reader saw half a change.")));
    }

    public static async Task Two_writers_meet()
    {
        var cache = new RwCache<string, int>();
        await Task.WhenAll(Task.Run(Add), Task.Run(Add));
        Assert.Equal(2, cache.Read(entries => entries["sold"]));

        void Add() => cache.Write(entries => entries["sold"] = entries.TryGetValue("sold", out var sold) ? sold + 1 : 1);
    }

    public static async Task A_value_is_edited_in_place()
    {
        var cache = new RwCache<string, List<int>>();
        cache.Write(entries => entries["prices"] = [1]);
        await Task.WhenAll(Task.Run(() => cache.Write(entries => entries["prices"].Add(2))), Task.Run(() => cache.Read(entries => entries["prices"].Count)));
    }

    public static async Task Two_miss_the_same_key()
    {
        var cache = new RwCache<string, int>();
        var created = 0;
        await Task.WhenAll(Task.Run(Look), Task.Run(Look));
        Assert.Equal(1, created);

        int Look() => cache.GetOrAdd("price", _ => Interlocked.Increment(ref created));
    }

    public static async Task A_callback_throws()
    {
        var cache = new RwCache<string, int>();
        var failed = Task.WhenAll(Task.Run(() => cache.Read<int>(_ => throw new TimeoutException())), Task.Run(() => cache.Write(_ => throw new TimeoutException())));
        cache.Write(entries => entries["price"] = 1);
        Assert.IsType<TimeoutException>(await Failure.Of(failed));
    }
}

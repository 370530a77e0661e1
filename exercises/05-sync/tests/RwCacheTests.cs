using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class RwCacheTests
{
    private const string Chapter = "See README.md, 'Readers together, a writer alone'";

    [Fact]
    public async Task A_cache_tells_its_story()
    {
        await Snapshots.Match("RwCache", await Patience.Returns(Story, "RwCache.Read, Write and GetOrAdd, one after the other"));
    }

    private static string Story()
    {
        var prices = new RwCache<string, int>();
        var story = new List<string> { $"new: {Entries()}" };
        prices.Write(all => all["tea"] = 3);
        story.Add($"Write tea: {Entries()}");
        story.Add($"GetOrAdd tea: {prices.GetOrAdd("tea", _ => 99)}, then {Entries()}");
        story.Add($"GetOrAdd coffee: {prices.GetOrAdd("coffee", name => name.Length)}, then {Entries()}");
        prices.Write(all =>
        {
            all["tea"]++;
            all.Remove("coffee");
        });
        story.Add($"Write tea and no coffee: {Entries()}");
        story.Add($"failing Read: {Failure(() => prices.Read<int>(all => all["milk"]))}, then {Entries()}");
        story.Add($"failing Write: {Failure(() => prices.Write(AddMilkAndFail))}, then {Entries()}");
        story.Add($"failing GetOrAdd: {Failure(() => prices.GetOrAdd("salt", _ => throw new TimeoutException()))}, then {Entries()}");
        return string.Join('\n', story) + "\n";

        string Entries() => prices.Read(all =>
            all.Count == 0 ? "empty" : string.Join(", ", all.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}")));
    }

    [Fact]
    public async Task Four_readers_are_inside_together()
    {
        var cache = new RwCache<string, int>();
        using var all = new CountdownEvent(4);
        await Patience.Ends(Together.Run(4, _ => cache.Read(_ =>
        {
            // Nobody leaves before all four have come in.
            all.Signal();
            all.Wait();
            return 0;
        })), $"four RwCache.Read at once, each waiting inside for the other three. {Chapter}");
    }

    [Fact]
    public async Task A_writer_is_inside_alone()
    {
        var cache = new RwCache<string, int>();
        await Patience.Returns(() => cache.Write(all => all["b"] = 0));
        var inside = 0;
        using var leave = new ManualResetEventSlim();
        var writer = Inside(entered => cache.Write(all =>
        {
            all["a"] = 1;
            entered.Set();
            leave.Wait();
            all["b"] = 1;
        }));
        await writer.Entered;
        var reader = Patience.Start(() => cache.Read(all => Enter(all.ContainsKey("a") ? all["b"] : 1)));
        var hit = Patience.Start(() => Enter(cache.GetOrAdd("b", _ => 0)));
        var second = Patience.Start(() => cache.Write(_ => Enter(1)));

        Assert.False(Together.Chance(() => Volatile.Read(ref inside) > 0, turns: 10), $"Somebody came in while a writer was inside. {Chapter}.");
        leave.Set();
        await Patience.Ends(Together.All(writer.Ended, second, reader, hit), "one RwCache.Write, then Read, GetOrAdd and Write");
        Assert.True(await reader == 1 && await hit == 1, $"A reader saw half of a change: a was 1 and b was not. {Chapter}.");

        int Enter(int value)
        {
            Interlocked.Increment(ref inside);
            return value;
        }
    }

    [Fact]
    public async Task A_writer_stays_out_while_a_reader_is_inside()
    {
        var cache = new RwCache<string, int>();
        var inside = 0;
        using var leave = new ManualResetEventSlim();
        var reader = Inside(entered => cache.Read(_ =>
        {
            entered.Set();
            leave.Wait();
            return 0;
        }));
        await reader.Entered;
        var writer = Patience.Start(() => cache.Write(_ => Interlocked.Increment(ref inside)));
        var creator = Patience.Start(() => cache.GetOrAdd("missing", _ => Interlocked.Increment(ref inside)));

        Assert.False(Together.Chance(() => Volatile.Read(ref inside) > 0, turns: 10), $"A writer came in while a reader was inside. {Chapter}.");
        leave.Set();
        await Patience.Ends(Together.All(reader.Ended, writer, creator), "one RwCache.Read, then Write and GetOrAdd");
        Assert.Equal(2, inside);
    }

    [Fact]
    public async Task A_storm_of_readers_and_writers_never_meets()
    {
        var cache = new RwCache<string, long[]>();
        var pair = new long[2];
        await Patience.Returns(() => cache.Write(all => all["pair"] = pair));
        var changes = await Patience.Ends(Together.Race(4, number =>
        {
            // A change edits the value in place, so a reader beside it would see two different numbers.
            if (number % 2 == 0)
                cache.Write(all => all["pair"][1] = ++all["pair"][0]);
            else
                Assert.True(cache.Read(all => all["pair"][0] == all["pair"][1]), $"A reader was inside beside a writer. {Chapter}.");
        }, beats: 100), "two threads call RwCache.Read and two RwCache.Write");
        Assert.True(changes[0] + changes[2] == pair[0], $"Expected {changes[0] + changes[2]} changes, found {pair[0]}: two writers met. {Chapter}.");
    }

    [Fact]
    public async Task Readers_that_come_later_wait_behind_a_waiting_writer()
    {
        const int Many = 40_000;
        var cache = new RwCache<string, int>();
        Thread? waiting = null;
        var passed = 0;
        using var leave = new ManualResetEventSlim();
        var first = Inside(entered => cache.Read(_ =>
        {
            entered.Set();
            leave.Wait();
            return 0;
        }));
        await first.Entered;
        var writer = Patience.Start(() =>
        {
            Volatile.Write(ref waiting, Thread.CurrentThread);
            cache.Write(all => all["written"] = 1);
        });
        for (var look = 0; look < 25 && !Together.Chance(() => Volatile.Read(ref waiting)?.ThreadState.HasFlag(ThreadState.WaitSleepJoin) == true, turns: 10); look++) { }

        // Readers come one after the other while the first one stays. Sooner or later one must be held up by the writer.
        // Each gives way to other threads, so that on a busy machine the writer too gets its turn to ask.
        var later = Patience.Start(() =>
        {
            for (; passed < Many && cache.Read(all => all.Count) == 0; passed++)
                Thread.Yield();
        });
        for (int seen = -1; seen != Volatile.Read(ref passed) && seen < Many;)
        {
            seen = Volatile.Read(ref passed);
            Together.Chance(() => Volatile.Read(ref passed) != seen, turns: 10);
        }

        var gotPast = Volatile.Read(ref passed);
        leave.Set();
        await Patience.Ends(Together.All(first.Ended, writer, later), "RwCache.Write behind one reader, more readers behind it");
        Assert.True(gotPast < Many, $"{Many:N0} readers came in past a waiting writer: readers without end would starve it. {Chapter}.");
    }

    [Theory]
    [InlineData("Read")]
    [InlineData("Write")]
    [InlineData("GetOrAdd")]
    public async Task A_callback_that_throws_leaves_the_lock_free(string call)
    {
        var cache = new RwCache<string, int>();
        Action fail = call switch
        {
            "Read" => () => cache.Read<int>(_ => throw new TimeoutException()),
            "Write" => () => cache.Write(_ => throw new TimeoutException()),
            _ => () => cache.GetOrAdd("salt", _ => throw new TimeoutException()),
        };
        using var failed = new ManualResetEventSlim();
        using var over = new ManualResetEventSlim();

        // The thread that failed stays alive meanwhile: a lock that it forgot is still its own.
        var first = Patience.Start(() =>
        {
            Assert.Throws<TimeoutException>(fail);
            failed.Set();
            over.Wait();
        });
        var second = Patience.Start(() =>
        {
            failed.Wait();
            Assert.Equal(5, cache.GetOrAdd("salt", _ => 5));
            cache.Write(all => all["salt"]++);
            Assert.Equal(6, cache.Read(all => all["salt"]));
            over.Set();
        });
        await Patience.Ends(Together.All(first, second), $"GetOrAdd, Write and Read on one thread after a failed {call} on another");
    }

    [Fact]
    public async Task Callers_that_miss_the_same_key_create_it_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var cache = new RwCache<object, object>();
            await Patience.Returns(() => cache.Write(all => all["another"] = "so that there is something to look through"));
            var (key, created, got) = (new SlowKey(), 0, new object[4]);
            await Patience.Ends(Together.Run(4, number => got[number] = cache.GetOrAdd(key, _ =>
            {
                Interlocked.Increment(ref created);
                return new object();
            })), "four threads call RwCache.GetOrAdd with the same key");
            Assert.True(created == 1, $"Four callers created the same key {created} times; one must create, three must find it. {Chapter}.");
            Assert.All(got, value => Assert.Same(got[0], value));
        }
    }

    [Fact]
    public async Task A_value_that_is_there_is_found_beside_a_reader()
    {
        var cache = new RwCache<string, int?>();
        await Patience.Returns(() => cache.Write(all => all["nothing"] = null));
        using var leave = new ManualResetEventSlim();
        var reader = Inside(entered => cache.Read(_ =>
        {
            entered.Set();
            leave.Wait();
            return 0;
        }));
        await reader.Entered;
        var hit = await Patience.Returns(() => cache.GetOrAdd("nothing", _ => 1), $"RwCache.GetOrAdd of a key that is there, beside a reader. {Chapter}");
        Assert.True(hit is null, $"The key was there with the value null, yet GetOrAdd created {hit}: a stored null is no miss.");
        leave.Set();
        await Patience.Ends(reader.Ended, "RwCache.Read");
    }

    [Fact]
    public async Task Two_caches_stand_apart()
    {
        var (one, other) = (new RwCache<string, int>(), new RwCache<string, int>());
        using var leave = new ManualResetEventSlim();
        var writer = Inside(entered => one.Write(all =>
        {
            all["tea"] = 1;
            entered.Set();
            leave.Wait();
        }));
        await writer.Entered;
        await Patience.Returns(() => other.Write(all => all["coffee"] = 2), $"RwCache.Write, while a writer is inside another cache. {Chapter}");
        leave.Set();
        await Patience.Ends(writer.Ended, "RwCache.Write");
        Assert.Equal("tea", Assert.Single(await Patience.Returns(() => one.Read(all => all.Keys.ToArray()))));
        Assert.Equal("coffee", Assert.Single(await Patience.Returns(() => other.Read(all => all.Keys.ToArray()))));
    }

    private static (Task Entered, Task Ended) Inside(Action<ManualResetEventSlim> work)
    {
        var entered = new ManualResetEventSlim();
        var ended = Patience.Start(() => work(entered));
        return (Patience.Ends(Task.WhenAny(Patience.Start(entered.Wait), ended).Unwrap(), "the first caller on its way in"), ended);
    }

    private static void AddMilkAndFail(IDictionary<string, int> all)
    {
        all["milk"] = 1;
        throw new TimeoutException();
    }

    private static string Failure(Action act) => Record.Exception(act)?.GetType().Name ?? "no exception";

    // Looking it up takes until somebody else looks it up too, or a while: so callers miss it together, where they can.
    private sealed class SlowKey
    {
        private int _lookedUp;

        public override int GetHashCode()
        {
            if (Interlocked.Increment(ref _lookedUp) == 1)
                Together.Chance(() => Volatile.Read(ref _lookedUp) > 1, turns: 10);
            return 1;
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);
    }
}

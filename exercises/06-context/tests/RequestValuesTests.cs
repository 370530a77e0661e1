using Camp.Testing;
using Xunit;

namespace Camp.Context.Tests;

public sealed class RequestValuesTests
{
    private const string Section = "Values that follow the request";

    private readonly RequestValues _values = new();
    private readonly RequestKey<string> _id = new("id");

    [Fact]
    public async Task Values_tell_their_story()
    {
        var story = new List<string>();
        var user = new RequestKey<int?>("user");
        Tell("nothing is set");
        using (_values.Set(_id, "r1"))
        {
            Tell("an id is set");
            using (_values.Set(user, 7))
            using (_values.Set(_id, "r2"))
            {
                await Task.Yield();
                Tell("a user, and another id inside, after an await");
            }

            Tell("back outside");
            using (_values.Set(user, null))
                Tell("null is a value");
        }

        Tell("all are over");
        await Snapshots.Match("RequestValues", string.Join('\n', story) + "\n");

        void Tell(string what) => story.Add(
            $"{what}: id {(_values.TryGet(_id, out var id) ? id : "none")}, user {(_values.TryGet(user, out var number) ? number?.ToString() ?? "null" : "none")}");
    }

    [Fact]
    public async Task A_value_follows_calls_awaits_and_tasks_that_are_started()
    {
        using var set = _values.Set(_id, "r1");
        Expect.Equal("r1", Read(), "The value in a called method", Section);
        await Task.Yield();
        Expect.Equal("r1", Read(), "The value after an await", Section);
        Expect.Equal("r1", await Task.Run(Read), "The value in a task of the pool", Section);
        Expect.Equal("r1", await Patience.Start(Read), "The value on another thread", Section);
        Expect.Equal("r1", _values.Get(_id), "Get", Section);
    }

    [Fact]
    public async Task Parallel_flows_are_apart()
    {
        using var all = new Gate(8);
        var shared = new RequestKey<string>("shared");
        using var outer = _values.Set(shared, "of all");
        var flows = Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            using (_values.Set(_id, $"r{number}"))
            {
                await all.Pass();
                return $"{Read()} {_values.Get(shared)}";
            }
        })).ToArray();
        await Call.Until(all.Arrived, Task.WhenAny(flows).Unwrap(), "eight flows");
        Expect.Equal("none", Read(), "A value in the flow that started others, which set it", Section);
        all.Open();
        Expect.Sequence(Enumerable.Range(0, 8).Select(number => $"r{number} of all"), await Patience.Ends(Task.WhenAll(flows)), "The values of eight flows", Section);
    }

    [Fact]
    public async Task What_a_called_flow_sets_does_not_come_back_up()
    {
        await Inner();
        Expect.Equal("none", Read(), "A value that an awaited method set", Section);

        async Task Inner()
        {
            _ = _values.Set(_id, "inner");
            await Task.Yield();
            Expect.Equal("inner", Read(), "The value in the method that set it", Section);
        }
    }

    [Fact]
    public async Task Work_that_was_started_keeps_its_values()
    {
        using var gate = new Gate();
        Task<string> work;
        using (_values.Set(_id, "r1"))
        {
            work = Task.Run(async () =>
            {
                await gate.Pass();
                return Read();
            });
            using (_values.Set(_id, "r2"))
                await Task.Yield();
        }

        using (_values.Set(_id, "r3"))
            gate.Open();
        Expect.Equal("r1", await Patience.Ends(work), "The value in work that was started before Dispose", Section);
    }

    [Fact]
    public void Keys_of_one_name_do_not_meet()
    {
        var (twin, number) = (new RequestKey<string>("id"), new RequestKey<int>("id"));
        using var set = _values.Set(_id, "mine");
        Expect.True(!_values.TryGet(twin, out _) && !_values.TryGet(number, out _), "A key of the same name found the value.", Section);
        using var other = _values.Set(twin, "its");
        using var third = _values.Set(number, 3);
        Expect.Equal("mine its 3", $"{_values.Get(_id)} {_values.Get(twin)} {_values.Get(number)}", "Values of three keys of one name", Section);
    }

    [Fact]
    public void Two_stores_stand_alone()
    {
        using var set = _values.Set(_id, "mine");
        Expect.True(!new RequestValues().TryGet(_id, out _), "Another store found the value.", Section);
        var other = new RequestValues();
        using var second = other.Set(_id, "its");
        Expect.Equal("mine", Read(), "The value of the first store", Section);
    }

    [Fact]
    public void Dispose_brings_the_outer_value_back()
    {
        using var outer = _values.Set(_id, "outer");
        _values.Set(_id, "inner").Dispose();
        Expect.Equal("outer", Read(), "The value after an inner one was disposed", Section);
        var twin = new RequestKey<string>("twin");
        _values.Set(twin, "short").Dispose();
        Expect.True(!_values.TryGet(twin, out _), "A value is still there after its Dispose.", Section);
        Expect.Equal("outer", Read(), "The value after another key was disposed", Section);
    }

    [Fact]
    public void A_second_dispose_does_nothing()
    {
        var first = _values.Set(_id, "r1");
        first.Dispose();
        using var second = _values.Set(_id, "r2");
        first.Dispose();
        Expect.Equal("r2", Read(), "The value after an old one was disposed again", Section);
    }

    [Fact]
    public void A_missing_value_is_named()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => _values.Get(new RequestKey<string>("tenant")));
        Expect.True(error.Message.Contains("tenant", StringComparison.Ordinal), $"The message does not name the key: {error.Message}", Section);
        using var nothing = _values.Set<string?>(new RequestKey<string?>("other"), null);
        var empty = new RequestKey<string?>("empty");
        using var set = _values.Set(empty, null);
        Expect.True(_values.TryGet(empty, out var value) && value is null, "A null that was set is not found.", Section);
        Expect.Equal(null, _values.Get(empty), "Get of a null that was set", Section);
    }

    private string Read() => _values.TryGet(_id, out var value) ? value : "none";
}

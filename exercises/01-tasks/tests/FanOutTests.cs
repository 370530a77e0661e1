using System.Collections.Concurrent;
using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

public sealed class FanOutTests
{
    private const string Section = "A limit on what runs at once";
    private const string Blocking = "Never block a thread of the pool";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fan_out_tells_its_story()
    {
        var story = new List<string>();
        await Tell("the lengths of three words, two at once", ["go", "sharp", "c"], 2, word => word.Length);
        await Tell("no words", [], 2, word => word.Length);
        await Tell("more room than words", ["one", "three"], 100, word => word.Length);
        await Tell("empty words fail, one at once", ["", "", ""], 1, word => word.Length > 0 ? word.Length : throw new FormatException());
        await Tell("no room", ["go"], 0, word => word.Length);
        await Snapshots.Match("FanOut", string.Join('\n', story) + "\n");

        async Task Tell(string name, string[] words, int limit, Func<string, int> measure)
        {
            var done = new ConcurrentQueue<string>();
            int[] results = [];
            var ending = await Call.Ending(async () => results = await FanOut.RunAsync(words, limit, async (word, _) =>
            {
                await Task.Yield();
                done.Enqueue(word);
                return measure(word);
            }, Token));
            story.Add($"{name}: {done.Count} jobs, results [{string.Join(", ", results)}], {ending}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task As_many_jobs_as_allowed_run_at_once_and_no_more(int limit)
    {
        using var gate = new Gate(limit);
        var flight = new Flight();
        var call = await Start(Numbers(40), limit, (number, _) => flight.Do(async () =>
        {
            await gate.Pass();
            return number;
        }));
        await Call.Until(gate.Arrived, call, $"{limit} jobs at once. See README.md, '{Section}'");
        Together.Chance(() => flight.Most > limit);
        gate.Open();
        await Call.Ends(call, "FanOut.RunAsync", Section);
        Expect.Equal(limit, flight.Most, "The most jobs at once", Section);
        Expect.Equal(40, flight.Started, "Jobs started", Section);
    }

    [Fact]
    public async Task Results_come_in_the_order_of_the_inputs()
    {
        var ends = Numbers(5).Select(_ => new Gate()).ToArray();
        var call = await Start(Numbers(5), 5, async (number, _) =>
        {
            await ends[number].Pass();
            if (number > 0)
                ends[number - 1].Open();
            return number * 10;
        });
        ends[4].Open();
        await Call.Ends(call, "Five jobs that end in reverse order", Section);
        Expect.Sequence([0, 10, 20, 30, 40], await call, "Results of jobs that ended in reverse order", Section);
    }

    [Fact]
    public async Task Every_input_has_one_job()
    {
        // Jobs of no length, and many: the workers meet at the inputs all the time.
        const int Many = 200_000;
        var jobs = new int[Many];
        var call = await Start(Numbers(Many), 4, (number, _) => Task.FromResult(Interlocked.Increment(ref jobs[number]) * number));
        await Call.Ends(call, "FanOut.RunAsync", Section);
        Expect.Equal(Many, jobs.Count(times => times == 1), "Inputs with one job", Section);
        var results = await call;
        Expect.True(Enumerable.Range(0, Many).All(number => results[number] == number), "A result is not at the place of its input.", Section);
    }

    [Fact]
    public async Task The_next_job_starts_as_soon_as_one_ends()
    {
        using var slow = new Gate();
        using var last = new Gate();
        // One job stays; the other nineteen have to go through the one place that is left.
        var call = await Start(Numbers(20), 2, async (number, token) =>
        {
            await Task.Yield();
            if (number == 0)
                await slow.Pass();
            if (number == 19)
                _ = last.Pass();
            return number;
        });
        await Call.Until(last.Arrived, call, $"the last job, while the first of two at once is still under way. See README.md, '{Section}'");
        slow.Open();
        await Call.Ends(call, "FanOut.RunAsync", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_stops_the_rest_and_reaches_the_caller(bool earlierInput)
    {
        using var both = new Gate(2);
        using var stays = new Gate();
        // Which two inputs are first is up to the answer; which of the two fails is not.
        var started = new ConcurrentBag<int>();
        var (flight, error, told) = (new Flight(), new IOException("the first"), new Gate());
        var call = await Start(Numbers(50), 2, (number, token) => flight.Do<int>(async () =>
        {
            started.Add(number);
            await both.Pass();
            if (number == (earlierInput ? started.Min() : started.Max()))
                throw error;
            using var hears = token.Register(() => told.Pass());
            await stays.Pass();
            throw new TimeoutException("in consequence");
        }));
        await Call.Until(both.Arrived, call, "two jobs");
        both.Open();
        await Call.Until(told.Arrived, call, $"the cancellation of the other job's token. See README.md, '{Section}'");
        Call.MustWait(call, "One job failed and another is still under way", Section);
        stays.Open();
        Expect.Same(error, await Call.Fails<IOException>(() => call, "A fan-out with two jobs, of which one failed first", Section), Section);
        Expect.Equal(2, flight.Started, "Jobs started, when one of the first two failed", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_that_throws_at_once_or_is_cancelled_by_itself_has_failed(bool cancelled)
    {
        var flight = new Flight();
        Exception error = cancelled ? new OperationCanceledException("its own timeout") : new IOException("at once");
        var seen = await Call.Fails<Exception>(() => FanOut.RunAsync<int, int>(Numbers(30), 1, (number, token) =>
        {
            _ = flight.Do(() => Task.CompletedTask);
            return flight.Started < 3 ? Task.FromResult(number) : throw error;
        }, Token), "A fan-out whose third job failed", Section);
        Expect.Same(error, seen, Section);
        Expect.Equal(3, flight.Started, "Jobs started one by one, when the third failed", Section);
    }

    [Fact]
    public async Task Cancellation_stops_the_rest_and_waits_for_what_runs()
    {
        using var cancel = new CancellationTokenSource();
        using var both = new Gate(2);
        var (flight, tokens) = (new Flight(), new ConcurrentBag<CancellationToken>());
        var call = await Call.Start(() => FanOut.RunAsync(Numbers(50), 2, (number, token) => flight.Do(async () =>
        {
            tokens.Add(token);
            await both.Pass();
            return number;
        }), cancel.Token), "FanOut.RunAsync", Section);
        await Call.Until(both.Arrived, call, "two jobs");
        cancel.Cancel();
        Expect.True(tokens.All(token => token.IsCancellationRequested), "The caller cancelled, but a job's token is not.", Section);
        Call.MustWait(call, "A cancelled fan-out with two jobs under way", Section);
        both.Open();
        await Call.Fails<OperationCanceledException>(() => call, "A cancelled fan-out", Section);
        Expect.Equal(2, flight.Started, "Jobs started before the cancellation", Section);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_starts_nothing()
    {
        var flight = new Flight();
        await Call.Fails<OperationCanceledException>(
            () => FanOut.RunAsync(Numbers(5), 2, (number, _) => flight.Do(() => Task.FromResult(number)), new(canceled: true)),
            "A fan-out with a cancelled token", Section);
        Expect.Equal(0, flight.Started, "Jobs started", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_limit_below_one_is_refused(int limit)
    {
        var flight = new Flight();
        await Call.Fails<ArgumentOutOfRangeException>(
            () => FanOut.RunAsync(Numbers(5), limit, (number, _) => flight.Do(() => Task.FromResult(number)), Token), $"A limit of {limit}", Section);
        Expect.Equal(0, flight.Started, "Jobs started", Section);
    }

    [Fact]
    public async Task Jobs_that_block_run_side_by_side()
    {
        using var leave = new ManualResetEventSlim();
        using var gate = new Gate(2);
        var call = await Start(Numbers(2), 2, (number, token) =>
        {
            _ = gate.Pass();
            leave.Wait();
            return Task.FromResult(number);
        });
        await Call.Until(gate.Arrived, call, $"the second of two jobs that block their thread. See README.md, '{Section}'");
        leave.Set();
        await Call.Ends(call, "FanOut.RunAsync", Section);
    }

    [Fact]
    public async Task Each_call_has_a_limit_of_its_own()
    {
        using var gate = new Gate();
        var one = await Start(Numbers(2), 1, async (number, _) =>
        {
            await gate.Pass();
            return number;
        });
        await Call.Until(gate.Arrived, one, "a job");
        var other = await Start(Numbers(3), 1, (number, _) => Task.FromResult(number));
        await Call.Ends(other, "A fan-out beside another that is full", Section);
        gate.Open();
        await Call.Ends(one, "FanOut.RunAsync", Section);
    }

    [Fact]
    public Task Many_jobs_wait_on_few_threads() => ScarcePool.HoldsACrowd(
        arrive => FanOut.RunAsync(Numbers(ScarcePool.Crowd), ScarcePool.Crowd, async (number, _) =>
        {
            await arrive();
            return number;
        }, Token), "FanOut.RunAsync", Blocking);

    private static int[] Numbers(int count) => [.. Enumerable.Range(0, count)];

    private static Task<Task<int[]>> Start(int[] inputs, int limit, Func<int, CancellationToken, Task<int>> job) =>
        Call.Start(() => FanOut.RunAsync(inputs, limit, job, Token), "FanOut.RunAsync", Section);
}

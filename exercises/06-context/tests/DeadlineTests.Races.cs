using Camp.Testing;

namespace Camp.Context.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class DeadlineRaces
{
    private const string Section = "A deadline";
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    public static async Task The_caller_leaves_long_before_the_deadline()
    {
        using var leave = new CancellationTokenSource();
        var (inside, begun) = (new UnderWay(), TimeProvider.System.GetTimestamp());
        var leaving = Task.Run(leave.Cancel);
        var error = await Situation.Failure(() => new Deadline(TimeProvider.System, TimeSpan.FromHours(1)).RunAsync(Operation, leave.Token));
        Expect.Equal(0, inside.Count, "Operations under way when the call has ended", Section);
        Expect.True(error is OperationCanceledException, $"The caller has left: expected an OperationCanceledException, not {error?.GetType().Name}.", Section);
        Expect.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromHours(1), "The operation was told by its limit, not by its caller.", Section);
        await leaving;

        async Task<int> Operation(CancellationToken cancellation)
        {
            await inside.UntilTold(cancellation);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task The_limit_passes()
    {
        var inside = new UnderWay();
        var error = await Situation.Failure(() => new Deadline(TimeProvider.System, s_second).RunAsync(Operation, CancellationToken.None));
        Expect.Equal(0, inside.Count, "Operations under way when the call has ended", Section);
        Expect.True(error is TimeoutException, $"The limit has passed: expected a TimeoutException, not {error?.GetType().Name}.", Section);

        async Task<int> Operation(CancellationToken cancellation)
        {
            await inside.UntilTold(cancellation);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task The_operation_ends_well_as_the_limit_passes()
    {
        Expect.Equal(7, await new Deadline(TimeProvider.System, s_second).RunAsync(Operation, CancellationToken.None), "The result", Section);

        static async Task<int> Operation(CancellationToken cancellation)
        {
            await Task.Delay(s_second, CancellationToken.None);
            return 7;
        }
    }

    public static async Task Two_calls_have_a_limit_each()
    {
        var deadline = new Deadline(TimeProvider.System, s_second);
        await Task.WhenAll(Task.Run(First), Task.Run(Second));

        Task<int> First() => deadline.RunAsync(Operation, CancellationToken.None);

        async Task<int> Second()
        {
            await Task.Delay(s_second / 2);
            return await deadline.RunAsync(Operation, CancellationToken.None);
        }

        static async Task<int> Operation(CancellationToken cancellation)
        {
            await Task.Delay(s_second * 3 / 4, cancellation);
            return 7;
        }
    }
}

using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class FirstAnswerRaces
{
    private const string Section = "The first answer";

    public static async Task Two_answer_at_once()
    {
        var tokens = new CancellationToken[2];
        var answer = await FirstAnswer.AskAsync<int>([token => Answer(0, token), token => Answer(1, token)], CancellationToken.None);
        Expect.True(tokens[answer].IsCancellationRequested, "The call has ended, and its token is not cancelled.", Section);

        async Task<int> Answer(int number, CancellationToken cancellation)
        {
            tokens[number] = cancellation;
            await Task.Yield();
            return number;
        }
    }

    public static async Task One_fails_beside_one_that_answers()
    {
        Expect.Equal(7, await FirstAnswer.AskAsync<int>([Fail, Answer], CancellationToken.None), "The answer", Section);

        static async Task<int> Fail(CancellationToken cancellation)
        {
            await Task.Yield();
            throw new TimeoutException();
        }

        static async Task<int> Answer(CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return 7;
        }
    }

    public static async Task One_answers_and_another_never_does()
    {
        var never = new TaskCompletionSource<int>();
        Expect.Equal(7, await FirstAnswer.AskAsync<int>([_ => never.Task, Answer], CancellationToken.None), "The answer", Section);

        static async Task<int> Answer(CancellationToken cancellation)
        {
            await Task.Yield();
            return 7;
        }
    }

    public static async Task Two_fail_at_once()
    {
        var error = await Situation.Failure(() => FirstAnswer.AskAsync<int>([_ => Fail(new TimeoutException()), _ => Fail(new IOException())], CancellationToken.None));
        var failures = error is AggregateException all ? string.Join(", ", all.InnerExceptions.Select(one => one.GetType().Name)) : $"{error?.GetType().Name}";
        Expect.Equal("TimeoutException, IOException", failures, "The failures", Section);

        static async Task<int> Fail(Exception error)
        {
            await Task.Yield();
            throw error;
        }
    }

    public static async Task Two_sources_block_until_both_are_there()
    {
        var both = new CountdownEvent(2);
        await FirstAnswer.AskAsync<int>([Answer, Answer], CancellationToken.None);

        Task<int> Answer(CancellationToken cancellation)
        {
            both.Signal();
            both.Wait(CancellationToken.None);
            return Task.FromResult(1);
        }
    }

    public static async Task The_caller_leaves_those_who_listen()
    {
        await Leaves(Listen);

        static async Task<int> Listen(CancellationToken cancellation)
        {
            await Situation.Told(cancellation);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task The_caller_leaves_those_who_do_not_listen()
    {
        var never = new TaskCompletionSource<int>();
        await Leaves(_ => never.Task);
    }

    private static async Task Leaves(Func<CancellationToken, Task<int>> source)
    {
        using var leave = new CancellationTokenSource();
        var leaving = Task.Run(leave.Cancel);
        var error = await Situation.Failure(() => FirstAnswer.AskAsync<int>([source, source], leave.Token));
        Expect.True(error is OperationCanceledException, $"The caller has left: expected an OperationCanceledException, not {error?.GetType().Name}.", Section);
        await leaving;
    }
}

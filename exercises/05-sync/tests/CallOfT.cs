using Camp.Testing;

namespace Camp.Sync.Tests;

/// <summary>A call on a thread of its own that a test can watch: has it ended, or does it wait?</summary>
/// <typeparam name="T">What the call returns.</typeparam>
public sealed class Call<T>
{
    private readonly TaskCompletionSource<Thread> _thread = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Call(Func<T> work) => Result = Patience.Start(() =>
    {
        _thread.SetResult(Thread.CurrentThread);
        return work();
    });

    /// <summary>What the call returned or threw, once it has.</summary>
    public Task<T> Result { get; }

    /// <summary>Whether the call has returned or thrown.</summary>
    public bool Ended => Result.IsCompleted;

    /// <summary>
    /// For a call that should wait: returns when it has ended or its thread has been seen asleep twice in a row. An answer may spin
    /// instead of sleeping, so there is a last look; a right answer's verdict does not depend on when that is.
    /// </summary>
    public async Task<bool> EndsOrWaits() => await HowManyEnded([this]) == 1;

    /// <summary>
    /// For a call that should end: it has all the time that a busy machine takes. It counts as waiting only when its thread has been
    /// seen asleep 300 times in a row, with a millisecond or more between two looks.
    /// </summary>
    public async Task<bool> EndsUnlessStuck() => await Look([this], looks: 40_000, asleepInARow: 300) == 1;

    /// <summary><see cref="Call.HowManyEnded"/></summary>
    internal static Task<int> HowManyEnded(IReadOnlyCollection<Call<T>> calls) => Look(calls, looks: 100, asleepInARow: 2);

    private static async Task<int> Look(IReadOnlyCollection<Call<T>> calls, int looks, int asleepInARow)
    {
        var threads = await Task.WhenAll(calls.Select(call => call._thread.Task));
        var spin = new SpinWait();
        var asleep = new int[threads.Length];
        for (var look = 0; look < looks && calls.Where((call, number) => !call.Ended && asleep[number] < asleepInARow).Any(); look++)
        {
            // Past its first turns, each turn of the spin gives the processor away for about a millisecond.
            spin.SpinOnce(sleep1Threshold: 0);
            for (var number = 0; number < threads.Length; number++)
                asleep[number] = spin.NextSpinWillYield && (threads[number].ThreadState & ThreadState.WaitSleepJoin) != 0 ? asleep[number] + 1 : 0;
        }

        return calls.Count(call => call.Ended);
    }
}

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
    public Task<bool> EndsOrWaits() => Look(looks: 100, asleepInARow: 2);

    /// <summary>
    /// For a call that should end: it has all the time that a busy machine takes. It counts as waiting only when its thread has been
    /// seen asleep 300 times in a row, with a millisecond or more between two looks.
    /// </summary>
    public Task<bool> EndsUnlessStuck() => Look(looks: 40_000, asleepInARow: 300);

    private async Task<bool> Look(int looks, int asleepInARow)
    {
        var thread = await _thread.Task;
        var spin = new SpinWait();
        var asleep = 0;
        for (var look = 0; look < looks && asleep < asleepInARow && !Ended; look++)
        {
            // Past its first turns, each turn of the spin gives the processor away for about a millisecond.
            spin.SpinOnce(sleep1Threshold: 0);
            asleep = spin.NextSpinWillYield && (thread.ThreadState & ThreadState.WaitSleepJoin) != 0 ? asleep + 1 : 0;
        }

        return Ended;
    }
}

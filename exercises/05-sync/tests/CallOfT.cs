using Camp.Testing;

namespace Camp.Sync.Tests;

/// <summary>A call on a thread of its own that a test can watch: has it ended, or does it wait?</summary>
/// <typeparam name="T">What the call returns.</typeparam>
public sealed class Call<T>
{
    private const int Looks = 100;
    private const int AsleepInARow = 2;
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
    /// Returns when the call has ended or its thread has been seen asleep several times in a row. An answer may spin
    /// instead of sleeping, so there is a last look; a right answer's verdict does not depend on when that is.
    /// </summary>
    public async Task<bool> EndsOrWaits()
    {
        var thread = await _thread.Task;
        var spin = new SpinWait();
        var asleep = 0;
        for (var look = 0; look < Looks && asleep < AsleepInARow && !Ended; look++)
        {
            // Past its first turns, each turn of the spin gives the processor away for about a millisecond.
            spin.SpinOnce(sleep1Threshold: 0);
            asleep = spin.NextSpinWillYield && (thread.ThreadState & ThreadState.WaitSleepJoin) != 0 ? asleep + 1 : 0;
        }

        return Ended;
    }
}

namespace Camp.Predict;

/// <summary>The nightly pipeline: its steps one after the other, restartable where it stopped.</summary>
/// <remarks>
/// Each night has a folder of its own, <c>root/2026-11-24</c>, which is made when it is not there; a step gets its full path. When a step's
/// work has ended well, the empty file <c>NAME.done</c> in that folder says so, and before the next step begins. A step that is
/// done is not run again that night, whichever object or process runs the pipeline next. Other nights do not matter.
/// When a step fails, its exception goes on to the caller and no later step runs; the next call begins with that step. The same
/// holds for a cancellation, which is looked at before each step, too. A step that was interrupted, also by the end of the
/// process, runs again from its beginning.
/// One night is run by one caller at a time, in this process and others: a second caller fails at once, and no step runs for
/// it. The end of a process frees the night. Different nights may run at the same time.
/// </remarks>
public sealed class NightlyRun
{
    /// <param name="root">The folder of all nights.</param>
    /// <param name="steps">In their order.</param>
    /// <exception cref="ArgumentException">A name is empty, has other characters, or comes twice (upper and lower case are alike).</exception>
    // TODO 1: refuse bad names; keep the steps.
    public NightlyRun(string root, IEnumerable<NightlyStep> steps) =>
        throw new NotImplementedException("NightlyRun: check the names and keep the steps.");

    /// <summary>Runs what is not done yet of a night.</summary>
    /// <returns>The names of the steps that this call has run, in order.</returns>
    /// <exception cref="InvalidOperationException">Somebody else is running this night.</exception>
    /// <exception cref="IOException">The night's folder or a file in it cannot be written; this is not somebody else's run.</exception>
    // TODO 2: hold a file open that nobody else may open meanwhile: the operating system frees it whatever happens.
    // Sharing knows whether it was open elsewhere; what else goes wrong comes out.
    // TODO 3: for each step that has no mark: run it, then write the mark.
    public Task<IReadOnlyList<string>> RunAsync(DateOnly night, CancellationToken cancellation) =>
        throw new NotImplementedException("NightlyRun.RunAsync: run what is not done, and mark it.");
}

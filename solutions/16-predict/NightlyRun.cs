using System.Globalization;

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
    private readonly string _root;
    private readonly IReadOnlyList<NightlyStep> _steps;

    /// <param name="root">The folder of all nights.</param>
    /// <param name="steps">In their order.</param>
    /// <exception cref="ArgumentException">A name is empty, has other characters, or comes twice (upper and lower case are alike).</exception>
    public NightlyRun(string root, IEnumerable<NightlyStep> steps)
    {
        (_root, _steps) = (root, [.. steps]);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in _steps)
        {
            if (step.Name.Length == 0 || !step.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') || !names.Add(step.Name))
                throw new ArgumentException($"\"{step.Name}\" cannot be a step's name: use letters, digits and dashes, and each name once.", nameof(steps));
        }
    }

    /// <summary>Runs what is not done yet of a night.</summary>
    /// <returns>The names of the steps that this call has run, in order.</returns>
    /// <exception cref="InvalidOperationException">Somebody else is running this night.</exception>
    /// <exception cref="IOException">The night's folder or a file in it cannot be written; this is not somebody else's run.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(DateOnly night, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(_root, night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))).FullName;
        await using var alone = Lock(folder);
        var ran = new List<string>();
        foreach (var step in _steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = Path.Combine(folder, step.Name + ".done");
            if (File.Exists(mark))
                continue;
            await step.Work(folder, cancellation);
            // An empty file is there or not: it cannot be half written.
            await File.WriteAllBytesAsync(mark, [], CancellationToken.None);
            ran.Add(step.Name);
        }

        return ran;
    }

    // The operating system closes it with the process, however that ends: nobody has to clean up a lock that was left behind.
    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (Sharing.IsViolation(error))
        {
            throw new InvalidOperationException($"The night of {Path.GetFileName(folder)} is being run by somebody else.", error);
        }
    }
}

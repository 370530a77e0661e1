// Mistake: whatever keeps the lock file from being opened is taken for somebody else's run: a full disk looks like a busy night.
// Rejected by: NightlyRunTests.Other_trouble_with_the_lock_is_not_taken_for_somebody_else
using System.Globalization;

namespace Camp.Predict;

/// <summary>The nightly pipeline: its steps one after the other, restartable where it stopped.</summary>
public sealed class NightlyRun
{
    private readonly string _root;
    private readonly IReadOnlyList<NightlyStep> _steps;

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
        catch (IOException error)
        {
            throw new InvalidOperationException($"The night of {Path.GetFileName(folder)} is being run by somebody else.", error);
        }
    }
}

// Alternative: a locked file opened in another way, and the marks made by a rename.
using System.Text.RegularExpressions;

namespace Camp.Predict;

public sealed partial class NightlyRun
{
    private readonly DirectoryInfo _root;
    private readonly NightlyStep[] _steps;

    public NightlyRun(string root, IEnumerable<NightlyStep> steps)
    {
        _root = new(root);
        _steps = steps.ToArray();
        var bad = _steps.FirstOrDefault(step => !Name().IsMatch(step.Name))?.Name
            ?? _steps.GroupBy(step => step.Name.ToUpperInvariant()).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (bad is not null)
            throw new ArgumentException($"Not a name, or one that comes twice: '{bad}'.");
    }

    public Task<IReadOnlyList<string>> RunAsync(DateOnly night, CancellationToken cancellation)
    {
        var folder = _root.CreateSubdirectory(night.ToString("O", System.Globalization.CultureInfo.InvariantCulture)).FullName;
        FileStream key;
        try
        {
            key = File.Open(Path.Combine(folder, "running"), FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (IOException taken) when (Sharing.IsViolation(taken))
        {
            throw new InvalidOperationException("This night is taken.");
        }

        return Go(key, folder, cancellation);
    }

    private async Task<IReadOnlyList<string>> Go(FileStream key, string folder, CancellationToken cancellation)
    {
        using (key)
        {
            List<string> ran = [];
            var open = _steps.Where(step => !File.Exists(Mark(folder, step))).ToList();
            foreach (var step in open)
            {
                if (cancellation.IsCancellationRequested)
                    throw new OperationCanceledException(cancellation);
                await step.Work(folder, cancellation).ConfigureAwait(false);
                var fresh = Path.Combine(folder, "mark.new");
                File.Create(fresh).Dispose();
                File.Move(fresh, Mark(folder, step));
                ran.Add(step.Name);
            }

            return ran.AsReadOnly();
        }
    }

    private static string Mark(string folder, NightlyStep step) => Path.Combine(folder, $"{step.Name}.done");

    [GeneratedRegex(@"\A[A-Za-z0-9-]+\z")]
    private static partial Regex Name();
}

namespace Camp.Predict;

/// <summary>One step of the nightly pipeline, such as "clean" or "train".</summary>
/// <param name="Name">Its name: letters, digits and dashes, no two of a pipeline alike.</param>
/// <param name="Work">Reads what earlier steps have left in the night's folder, and leaves its own result there.</param>
public sealed record NightlyStep(string Name, Func<string, CancellationToken, Task> Work);

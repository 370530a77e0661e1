namespace TrainingCamp.Checker.Updating;

/// <summary>What an update does, or would do, to one file of a lesson.</summary>
/// <param name="File">Relative to the lesson's folder, with forward slashes.</param>
/// <param name="From">What the file was called before, if that was something else.</param>
/// <param name="Text">What is written: to the file, or beside it when there is a conflict.</param>
internal sealed record FileUpdate(string File, Change Change, string Text = "", string? From = null)
{
    /// <summary>Where the learner's copy is kept; set when the update was made.</summary>
    public string? Copy { get; init; }

    /// <summary>Where the new version lies when there is a conflict; set when the update was made.</summary>
    public string? Beside { get; init; }
}

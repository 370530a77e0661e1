namespace TrainingCamp.Checker.Updating;

/// <summary>What an update does to a file.</summary>
public enum Change
{
    /// <summary>The new version is there already.</summary>
    Current,

    /// <summary>The learner's, and the new version brings nothing for it.</summary>
    Kept,

    /// <summary>New in this version.</summary>
    Added,

    /// <summary>Replaced by the new version.</summary>
    Updated,

    /// <summary>The learner's lines and the new version's, joined.</summary>
    Merged,

    /// <summary>Both changed the same lines: the learner's file stays, the new one is put beside it.</summary>
    Conflict,

    /// <summary>No longer part of the lesson, and the learner had not touched it.</summary>
    Removed,
}

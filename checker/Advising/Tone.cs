namespace TrainingCamp.Checker.Advising;

/// <summary>How a remark is meant, from the gravest to the kindest.</summary>
public enum Tone
{
    /// <summary>Wrong in a service, though the tests cannot see it.</summary>
    Essential,

    /// <summary>Better done now.</summary>
    Actionable,

    /// <summary>Good to know.</summary>
    Informative,

    /// <summary>Well done.</summary>
    Celebratory,
}

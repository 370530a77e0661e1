namespace TrainingCamp.Checker.Verdicts;

/// <summary>What became of one test.</summary>
/// <param name="Name">The method's name, with a theory's arguments: "Adds_up" or "Adds_up(n: 3)".</param>
/// <param name="Message">Why it did not pass, or was skipped; empty when it passed.</param>
internal sealed record TestVerdict(string Name, Outcome Outcome, string Message = "")
{
    /// <summary>The name as a sentence: "Adds up".</summary>
    public string Sentence => Name.Replace('_', ' ');
}

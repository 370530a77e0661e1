namespace TrainingCamp.Checker.Reports;

/// <summary>What became of one test.</summary>
/// <param name="Outcome">As in <c>camp check --json</c>.</param>
internal sealed record TestReport(string Name, string Outcome, string Message);

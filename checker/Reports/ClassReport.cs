namespace TrainingCamp.Checker.Reports;

/// <summary>The reports of a class, added up.</summary>
/// <param name="Learners">Names, told apart by their files where two are alike, with their reports.</param>
internal sealed record ClassReport(IReadOnlyList<(string Name, Report Report)> Learners)
{
    /// <summary>An exercise that some have tried and not passed.</summary>
    /// <param name="Test">The test that most of those fail; empty when their code does not compile.</param>
    /// <param name="FailedBy">How many fail it.</param>
    public sealed record Stuck(string Exercise, int Passed, int Tried, string Test, int FailedBy, IReadOnlyList<string> Who);

    /// <summary>Every exercise that occurs in a report, in the order of the longest report.</summary>
    public IReadOnlyList<string> Exercises { get; } =
        [.. Learners.OrderByDescending(learner => learner.Report.Exercises.Count).SelectMany(learner => learner.Report.Exercises).Select(exercise => exercise.Id).Distinct()];

    public IEnumerable<string> Lessons => Exercises.Select(LessonOf).Distinct();

    public static string LessonOf(string exercise) => exercise[..exercise.IndexOf('/')];

    public static ExerciseReport? Of(Report report, string exercise) => report.Exercises.FirstOrDefault(candidate => candidate.Id == exercise);

    /// <summary>From 0 to 1: passed exercises count whole, the others by their tests, and those that are not in the report not at all.</summary>
    public double Credit(Report report) => Exercises.Count == 0 ? 0 : report.Credit / Exercises.Count;

    /// <summary>Where most of the class needs help comes first.</summary>
    public IReadOnlyList<Stuck> WhereStuck() =>
        [.. Exercises.Select(StuckAt).Where(stuck => stuck.Who.Count > 0).OrderByDescending(stuck => stuck.Who.Count).ThenByDescending(stuck => stuck.FailedBy)];

    public static ClassReport Of(IReadOnlyList<(string File, Report Report)> reports)
    {
        var twice = reports.GroupBy(report => report.Report.Learner).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return new ClassReport([.. reports
            .Select(report => (Name: twice.Contains(report.Report.Learner) ? $"{report.Report.Learner} ({ReportReader.Clean(report.File, 80)})" : report.Report.Learner, report.Report))
            .OrderBy(learner => learner.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    private Stuck StuckAt(string id)
    {
        var tried = Learners.Select(learner => (learner.Name, Exercise: Of(learner.Report, id))).Where(one => one.Exercise is { Tried: true }).ToList();
        var stuck = tried.Where(one => !one.Exercise!.Passed).ToList();
        var worst = stuck.SelectMany(one => one.Exercise!.Tests.Where(test => test.Outcome is not ("passed" or "skipped")).Select(test => test.Name).Distinct())
            .GroupBy(name => name).MaxBy(group => group.Count());
        return new Stuck(id, tried.Count - stuck.Count, tried.Count, worst?.Key ?? "", worst?.Count() ?? 0, [.. stuck.Select(one => one.Name)]);
    }
}

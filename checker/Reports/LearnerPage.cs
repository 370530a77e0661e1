using System.Xml.Linq;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Reports;

/// <summary>One learner's report as a page: exercises, and what fails in each.</summary>
internal static class LearnerPage
{
    public static string Of(Report report) => Page.Of(Messages.Say.LearnerTitle(ReportReader.Clean(report.Learner, 80)),
        new XElement("p", Messages.Say.LearnerSummary(report.Passed, report.Exercises.Count, report.Credit, report.Hints, report.CreatedAt, report.Camp)),
        report.Exercises.GroupBy(exercise => exercise.Lesson).Select(Lesson));

    private static IEnumerable<XElement> Lesson(IGrouping<string, ExerciseReport> lesson) =>
    [
        new XElement("h2", lesson.Key),
        Page.Table([Messages.Say.ExerciseHead, Messages.Say.OutcomeHead, Messages.Say.TestsHead, Messages.Say.HintsHead, Messages.Say.DetailsHead],
            lesson.Select(exercise => Page.Row(exercise.Id, Page.Cell(exercise), Page.Cell(Page.Number, Messages.Say.Of(exercise.TestsPassed, exercise.TestsRun)), Page.Cell(Page.Number, $"{exercise.Hints}"), Failures(exercise)))),
    ];

    private static XElement Failures(ExerciseReport exercise)
    {
        var failures = exercise.Tests.Where(test => test.Outcome is not ("passed" or "skipped")).Select(test => (test.Name, test.Message)).ToList();
        if (exercise.Message.Length > 0)
            failures.Insert(0, (Messages.Say.Outcome(exercise.Outcome), exercise.Message));
        return !exercise.Tried || failures.Count == 0
            ? Page.Cell("", "")
            : new XElement("td", failures.Select(failure =>
                Page.Details(ReportReader.Clean(failure.Name.Replace('_', ' '), 200), new XElement("pre", ReportReader.Clean(failure.Message, 4000)))));
    }
}

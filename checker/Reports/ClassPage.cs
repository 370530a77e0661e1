using System.Xml.Linq;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Reports;

/// <summary>A class as one page: who has passed what, where the class is stuck, and every lesson exercise by exercise.</summary>
internal static class ClassPage
{
    /// <param name="leftOut">Files that could not be read, with the reasons.</param>
    public static string Of(ClassReport report, IReadOnlyList<(string File, string Why)> leftOut) => Page.Of(Messages.Say.ClassTitle,
        new XElement("p", Messages.Say.ClassSummary(report.Learners.Count, report.Exercises.Count)),
        new XElement("h2", Messages.Say.WhoHasPassed), Learners(report),
        new XElement("h2", Messages.Say.WhereStuck), Stuck(report),
        new XElement("h2", Messages.Say.ByExercise), report.Lessons.Select(lesson => Lesson(report, lesson)),
        leftOut.Count == 0 ? null : new XElement("h2", Messages.Say.LeftOutHead),
        leftOut.Count == 0 ? null : new XElement("ul", leftOut.Select(file => new XElement("li", $"{file.File}: {file.Why}"))));

    private static XElement Learners(ClassReport report) => Page.Table(
        [Messages.Say.LearnerHead, Messages.Say.PassedHead, Messages.Say.CreditHead, Messages.Say.HintsHead, Messages.Say.DateHead, .. report.Lessons],
        report.Learners.Select(learner => Page.Row(learner.Name,
        [
            Page.Cell(Page.Number, Messages.Say.Of(learner.Report.Passed, report.Exercises.Count)),
            Page.Cell(Page.Number, Messages.Say.Percent(report.Credit(learner.Report))),
            Page.Cell(Page.Number, $"{learner.Report.Hints}"),
            Page.Cell("date", learner.Report.CreatedAt.Split('T')[0]),
            .. report.Lessons.Select(lesson => OfLesson(report, learner.Report, lesson)),
        ])));

    private static XElement OfLesson(ClassReport report, Report learner, string lesson)
    {
        var all = report.Exercises.Count(exercise => ClassReport.LessonOf(exercise) == lesson);
        var own = learner.Exercises.Where(exercise => exercise.Lesson == lesson).ToList();
        var passed = own.Count(exercise => exercise.Passed);
        return own.Count == 0 ? Page.Cell(Page.Number, "–") : Page.Cell(passed == all ? Page.NumberDone : own.Any(exercise => exercise.Tried) ? Page.NumberBegun : Page.Number, Messages.Say.Of(passed, all));
    }

    private static XElement Stuck(ClassReport report)
    {
        var stuck = report.WhereStuck();
        return stuck.Count == 0
            ? new XElement("p", Messages.Say.NobodyStuck)
            : Page.Table([Messages.Say.ExerciseHead, Messages.Say.PassedHead, Messages.Say.StuckTestHead, Messages.Say.FailedByHead, Messages.Say.WhoHead],
                stuck.Select(one => Page.Row(one.Exercise,
                    Page.Cell(Page.Number, Messages.Say.OfTried(one.Passed, one.Tried)),
                    Page.Cell("", one.Test.Length > 0 ? one.Test.Replace('_', ' ') : Messages.Say.DoesNotCompile),
                    Page.Cell(Page.Number, $"{one.FailedBy}"), string.Join(", ", one.Who))));
    }

    private static XElement Lesson(ClassReport report, string lesson)
    {
        var exercises = report.Exercises.Where(exercise => ClassReport.LessonOf(exercise) == lesson).ToList();
        return Page.Details(lesson, Page.Table([Messages.Say.LearnerHead, .. exercises],
            report.Learners.Select(learner => Page.Row(learner.Name, exercises.Select(exercise => Page.Cell(ClassReport.Of(learner.Report, exercise)))))));
    }
}

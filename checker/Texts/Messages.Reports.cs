using System.Globalization;

namespace TrainingCamp.Checker.Texts;

/// <summary>What report and collect say, on screen and on their pages.</summary>
internal partial class Messages
{
    /// <summary>The language's tag, for pages.</summary>
    public virtual string Language => "en";

    public virtual string ReportCommand => "Check and write a report: for a CI system, a gradebook, or camp collect.";
    public virtual string ReportFormatOption => "json (for camp collect), junit or html.";
    public virtual string ReportOutputOption => "Write to this file instead of the screen.";
    public virtual string ReportNameOption => "Whose report it is. Without it: the name of the workspace's folder.";
    public virtual string CollectCommand => "Add up the JSON reports of a class: who has passed what, and where the class is stuck.";
    public virtual string CollectFilesArgument => "Reports, or folders of reports (*.json).";
    public virtual string CollectHtmlOption => "Write one self-contained page to this file.";

    public virtual string JsonIsFormat(string format) => $"--json prints the JSON report; leave out --format {format}, or --json.";
    public virtual string OutputIsFolder(string path) => $"\"{path}\" is a folder; name a file in it.";
    public virtual string OutputIsNoReport(string path) => $"\"{path}\" exists and is not a report, so it stays as it is. Choose another name.";
    public virtual string Written(string path) => $"Written: {path}";
    public virtual string NoReports(string names) => $"No report in \"{names}\". Learners make one with: camp report --format json --output NAME.json";
    public virtual string ReportTooLarge(int megabytes) => $"it is larger than {megabytes} MB";
    public virtual string ReportIsNoJson => "it is not valid JSON";
    public virtual string NoReport => "it is JSON, but not a report of camp";
    public virtual string ReportVersion(int version, int known) => $"it has version {version}, this camp reads version {known}: dotnet tool update TrainingCamp.Checker";
    public virtual string ReportWithoutExercises => "it has no exercises, or too many";
    public virtual string ReportExerciseInvalid(string id) => $"its exercise \"{id}\" is not valid";
    public virtual string LeftOut(string file, string why) => $"\"{file}\" is left out: {why}.";
    public virtual string NoName => "(no name)";

    public virtual string Of(int part, int all) => $"{part} of {all}";
    public virtual string OfTried(int passed, int tried) => $"{passed} of {tried} who tried";
    public virtual string Percent(double part) => (part * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
    public virtual string Outcome(string name) => name.Replace('-', ' ');
    public virtual string GivenWord => "given";

    public virtual string LearnerTitle(string name) => $"Camp report: {name}";
    public virtual string LearnerSummary(int passed, int all, double credit, int hints, string at, string camp) =>
        $"{passed} of {Count(all, "exercise", "exercises")} passed; with partial credit {credit.ToString("0.0", CultureInfo.InvariantCulture)}. {Count(hints, "hint", "hints")} seen. Made {at} by camp {camp}.";
    public virtual string ClassTitle => "Camp: the class";
    public virtual string ClassSummary(int learners, int exercises) =>
        $"{Count(learners, "report", "reports")}, {Count(exercises, "exercise", "exercises")}. Credit: a passed exercise counts 1, another the part of its tests that pass; what camp goto filled in counts nothing.";
    public virtual string WhoHasPassed => "Who has passed what";
    public virtual string WhereStuck => "Where the class is stuck";
    public virtual string ByExercise => "Lesson by lesson";
    public virtual string NobodyStuck => "Nowhere: whoever tried an exercise has passed it.";
    public virtual string LeftOutHead => "Left out";
    public virtual string LearnerHead => "Learner";
    public virtual string ExerciseHead => "Exercise";
    public virtual string OutcomeHead => "Outcome";
    public virtual string TestsHead => "Tests";
    public virtual string HintsHead => "Hints";
    public virtual string DetailsHead => "What fails";
    public virtual string PassedHead => "Passed";
    public virtual string CreditHead => "Credit";
    public virtual string DateHead => "Date";
    public virtual string StuckTestHead => "Test most fail";
    public virtual string FailedByHead => "Fail it";
    public virtual string WhoHead => "Who";
    public virtual string LearnerRow(string credit, int hints, string at) => $"credit {credit}, {Count(hints, "hint", "hints")}{(at.Length > 0 ? $", stuck at {at}" : "")}";
    public virtual string StuckRow(string test, int failedBy) => test.Length > 0 ? $"{failedBy} fail: {test.Replace('_', ' ')}" : DoesNotCompile;
}

using System.Xml.Linq;
using TrainingCamp.Checker.Reports;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\u001b[31m\u202e]]> [red]&\"'\0";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("{", "not valid JSON")]
    [InlineData("null", "not a report")]
    [InlineData("[]", "not valid JSON")]
    [InlineData("{\"version\":1,\"exercises\":{}}", "not valid JSON")]
    [InlineData("{\"format\":\"camp-report\",\"version\":2,\"exercises\":[]}", "it has version 2, this camp reads version 1")]
    [InlineData("{\"format\":\"camp-report\",\"version\":1}", "it has no exercises")]
    [InlineData("{\"format\":\"camp-report\",\"version\":1,\"exercises\":[null]}", "exercise \"\" is not valid")]
    [InlineData("{\"format\":\"camp-report\",\"version\":1,\"exercises\":[{\"id\":\"../../etc\",\"outcome\":\"passed\"}]}", "exercise \"../../etc\" is not valid")]
    [InlineData("{\"format\":\"camp-report\",\"version\":1,\"exercises\":[{\"id\":\"a/b\\n\",\"outcome\":\"passed\"}]}", "is not valid")]
    [InlineData("{\"format\":\"camp-report\",\"version\":1,\"exercises\":[{\"id\":\"a/b\",\"outcome\":\"won\"}]}", "is not valid")]
    public void What_is_no_report_is_refused_with_the_reason(string text, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => ReportReader.Read(Write("report.json", text)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enormous_file_and_endless_nesting_are_refused()
    {
        Assert.Contains("larger than", Assert.Throws<InvalidDataException>(() => ReportReader.Read(Write("large.json", new string(' ', 9 * 1024 * 1024)))).Message, StringComparison.Ordinal);
        Assert.Contains("not valid", Assert.Throws<InvalidDataException>(() => ReportReader.Read(Write("deep.json", new string('[', 100_000)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_with_missing_fields_is_read_as_far_as_it_goes()
    {
        var report = ReportReader.Read(Write("report.json", """{"format":"camp-report","version":1,"exercises":[{"id":"a/b","outcome":"failed","hints":-7,"tests":[null,{"name":null,"outcome":"failed"}]},{"id":"a/b","outcome":"passed"}]}"""));

        var exercise = Assert.Single(report.Exercises);
        Assert.Equal(("(no name)", 0, 0.0), (report.Learner, exercise.Hints, exercise.Credit));
        Assert.Equal("", Assert.Single(exercise.Tests).Name);
    }

    [Fact]
    public void Nothing_in_a_report_gets_out_of_its_place_on_a_page_or_in_xml()
    {
        var report = Learner(Hostile, Exercise("sync/counter", "failed", ("passed", "A"), ("failed", Hostile)));

        foreach (var page in new[] { LearnerPage.Of(report), ClassPage.Of(ClassReport.Of([(Hostile, report), (Hostile, report)]), [(Hostile, Hostile)]) })
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u001b', page);
            Assert.DoesNotContain('\u202e', page);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
            Assert.DoesNotContain("/>", page.Replace("\" />", "", StringComparison.Ordinal), StringComparison.Ordinal);
            XDocument.Parse(page);
        }

        var suite = XDocument.Parse(JUnit.Of(report)).Root!.Element("testsuite")!;
        Assert.Equal(("2", "1", "0"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!));
    }

    [Fact]
    public void JUnit_counts_what_does_not_compile_as_an_error_and_what_was_skipped_apart()
    {
        var root = XDocument.Parse(JUnit.Of(Learner("Ada",
            Exercise("sync/counter", "compile-error"), Exercise("sync/once", "passed", ("passed", "A"), ("skipped", "B")), Exercise("sync/queue", "hung", ("hung", "A"))))).Root!;

        Assert.Equal(["4", "0", "2", "1"], new[] { "tests", "failures", "errors", "skipped" }.Select(name => (string)root.Attribute(name)!));
    }

    [Fact]
    public void A_class_is_added_up_with_partial_credit_and_says_which_test_most_are_stuck_on()
    {
        var all = ClassReport.Of(
        [
            ("ada.json", Learner("Ada", Exercise("sync/counter", "passed", ("passed", "A")), Exercise("sync/once", "failed", ("passed", "A"), ("failed", "Runs_once"), ("skipped", "C")))),
            ("bo.json", Learner("Bo", Exercise("sync/counter", "not-implemented", ("not-implemented", "A")), Exercise("sync/once", "hung", ("hung", "Runs_once"), ("failed", "A")))),
            ("bo2.json", Learner("Bo", Exercise("sync/counter", "passed", ("passed", "A")) with { Given = true })),
        ]);

        Assert.Equal(["Ada", "Bo (bo.json)", "Bo (bo2.json)"], all.Learners.Select(learner => learner.Name));
        Assert.Equal([0.75, 0, 0], all.Learners.Select(learner => all.Credit(learner.Report)));
        var stuck = Assert.Single(all.WhereStuck());
        Assert.Equal(("sync/once", 0, 2, "Runs_once", 2), (stuck.Exercise, stuck.Passed, stuck.Tried, stuck.Test, stuck.FailedBy));
    }

    [Fact]
    public async Task Collect_reads_a_folder_leaves_out_what_is_broken_and_writes_a_page()
    {
        var reports = Directory.CreateDirectory(Path.Combine(_folder.Path, "reports")).FullName;
        Write("reports/ada.json", ReportWriter.Text(Learner("Ada", Exercise("sync/counter", "passed", ("passed", "A"))), "json"));
        Write("reports/broken.json", "{");

        var camp = await Camp.Run(_folder.Path, "collect", reports, Path.Combine(reports, "ada.json"), Path.Combine(reports, "nobody.json"), "--html", "class.html", "--json");

        Assert.Equal(1, camp.ExitCode);
        Assert.Equal("Ada", (string)camp.Json["learners"]!.AsArray().Single()!["name"]!);
        Assert.Equal(2, camp.Json["leftOut"]!.AsArray().Count);
        Assert.Contains("broken.json\" is left out", camp.Errors, StringComparison.Ordinal);
        Assert.Contains("<!DOCTYPE html>", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "class.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, (await Camp.Run(_folder.Path, "collect", Path.Combine(reports, "broken.json"))).ExitCode);
    }

    [Fact]
    public async Task A_report_is_made_in_every_format_and_never_written_over_another_file()
    {
        using var lesson = new GoldenLesson();
        lesson.Answer("wrong");

        var camp = await Camp.Run(lesson.Folder, "report", "--name", "Ada", "--output", "ada.json");

        Assert.Equal(1, camp.ExitCode);
        var report = ReportReader.Read(Path.Combine(lesson.Folder, "ada.json"));
        Assert.Equal(("Ada", 1, 2), (report.Learner, report.Passed, report.Exercises.Count));
        Assert.Equal("testsuites", XDocument.Parse((await Camp.Run(lesson.Folder, "report", "other", "--format", "junit")).Output).Root!.Name);
        Assert.Contains("Camp report: Ada", (await Camp.Run(lesson.Folder, "report", "other", "--format", "html", "--name", "Ada")).Output, StringComparison.Ordinal);
        Assert.Equal("camp-report", (string)(await Camp.Run(lesson.Folder, "report", "other", "--json")).Json["format"]!);
        Assert.Equal(0, (await Camp.Run(lesson.Folder, "report", "other", "--output", "ada.json")).ExitCode);

        foreach (var output in new[] { "Adder.cs", "tests" })
            Assert.Equal(2, (await Camp.Run(lesson.Folder, "report", "other", "--output", output)).ExitCode);
        Assert.Equal(GoldenLesson.AnswerText("wrong"), await File.ReadAllTextAsync(Path.Combine(lesson.Folder, "Adder.cs"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();

    private static Report Learner(string name, params ExerciseReport[] exercises) =>
        new(Report.Name, Report.Known, name, "0.1.0", "2026-11-24T10:00:00Z", exercises);

    private static ExerciseReport Exercise(string id, string outcome, params (string Outcome, string Name)[] tests) =>
        new(id, outcome, 5, "", 1, Given: false, [.. tests.Select(test => new TestReport(test.Name, test.Outcome, test.Outcome == "passed" ? "" : "why"))]);

    private string Write(string file, string text)
    {
        var path = Path.Combine(_folder.Path, file);
        File.WriteAllText(path, text);
        return path;
    }
}

using System.Globalization;
using System.Xml.Linq;

namespace TrainingCamp.Checker.Reports;

/// <summary>A report as JUnit XML, which CI systems and gradebooks read: a suite an exercise, a case a test.</summary>
internal static class JUnit
{
    public const string Mark = "<testsuites name=\"camp\"";

    public static string Of(Report report)
    {
        var suites = report.Exercises.Select(Suite).ToList();
        return new XDeclaration("1.0", "utf-8", null) + "\n" + new XElement("testsuites", new XAttribute("name", "camp"), Sum("tests"), Sum("failures"), Sum("errors"), Sum("skipped"), suites) + "\n";

        XAttribute Sum(string name) => new(name, suites.Sum(suite => (int)suite.Attribute(name)!));
    }

    private static XElement Suite(ExerciseReport exercise)
    {
        // Code that does not compile has no tests to show, and must not look as if nothing were wrong.
        var tests = exercise.Tests.Count > 0 ? exercise.Tests : [new TestReport(exercise.Outcome, exercise.Outcome, exercise.Message)];
        return new XElement("testsuite",
            new XAttribute("name", exercise.Id),
            new XAttribute("tests", tests.Count),
            new XAttribute("failures", tests.Count(test => Element(test) == "failure")),
            new XAttribute("errors", tests.Count(test => Element(test) == "error")),
            new XAttribute("skipped", tests.Count(test => Element(test) == "skipped")),
            new XAttribute("time", (exercise.ElapsedMs / 1000.0).ToString("0.000", CultureInfo.InvariantCulture)),
            exercise.Given ? new XElement("properties", new XElement("property", new XAttribute("name", "given"), new XAttribute("value", "true"))) : null,
            tests.Select(test => Case(exercise, test)));
    }

    private static XElement Case(ExerciseReport exercise, TestReport test)
    {
        var message = ReportReader.Clean(test.Message, 4000);
        return new XElement("testcase",
            new XAttribute("classname", exercise.Id.Replace('/', '.')),
            new XAttribute("name", ReportReader.Clean(test.Name, 500)),
            Element(test) is { } element
                ? new XElement(element, new XAttribute("message", message.Split('\n')[0]), new XAttribute("type", test.Outcome), message)
                : null);
    }

    private static string? Element(TestReport test) => test.Outcome switch
    {
        "passed" => null,
        "skipped" => "skipped",
        "failed" or "not-implemented" => "failure",
        _ => "error",
    };
}

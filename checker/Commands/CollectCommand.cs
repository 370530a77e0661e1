using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Reports;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp collect reports/*.json [--html FILE]: a class's reports, added up; no server.</summary>
internal static class CollectCommand
{
    /// <summary>Exercises shown where the class is stuck.</summary>
    private const int MostStuck = 10;

    public static Command Create()
    {
        var files = new Argument<string[]>("reports") { Description = Messages.Say.CollectFilesArgument, Arity = ArgumentArity.OneOrMore };
        var html = new Option<string?>("--html") { Description = Messages.Say.CollectHtmlOption };
        var command = new Command("collect", Messages.Say.CollectCommand) { files, html };
        command.SetScreenAction((screen, result, _) => Task.FromResult(Run(screen, result.GetRequiredValue(files), result.GetValue(html))));
        return command;
    }

    private static int Run(Screen screen, string[] names, string? html)
    {
        var leftOut = new List<(string File, string Why)>();
        var reports = new List<(string File, Report Report)>();
        foreach (var file in names.SelectMany(Files).Distinct())
            try
            {
                reports.Add((Path.GetFileName(file), ReportReader.Read(file)));
            }
            catch (InvalidDataException error)
            {
                leftOut.Add((ReportReader.Clean(file, 300), error.Message));
                Screen.Warn(Messages.Say.LeftOut(leftOut[^1].File, error.Message));
            }

        if (reports.Count == 0)
            throw CampException.Usage(Messages.Say.NoReports(string.Join(" ", names)));
        var all = ClassReport.Of(reports);
        if (html is not null)
            ReportWriter.Write(html, ClassPage.Of(all, leftOut));
        screen.Document(ToJson(all, leftOut));
        Show(screen, all);
        if (html is not null)
            screen.Text(Messages.Say.Written(html));
        return leftOut.Count > 0 ? ExitCodes.Failed : ExitCodes.Passed;
    }

    // Shells without globbing hand the pattern over as it is.
    private static IEnumerable<string> Files(string name)
    {
        if (Directory.Exists(name))
            return Directory.EnumerateFiles(name, "*.json").Order(StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(name) is { Length: > 0 } given ? given : ".";
        return Path.GetFileName(name).Contains('*') && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Path.GetFileName(name)).Order(StringComparer.Ordinal)
            : [name];
    }

    private static void Show(Screen screen, ClassReport all)
    {
        screen.Line((FormattableString)$"[bold]{Messages.Say.WhoHasPassed}[/]");
        foreach (var (name, report) in all.Learners)
        {
            var done = report.Passed == all.Exercises.Count;
            var at = report.Exercises.FirstOrDefault(exercise => exercise is { Tried: true, Passed: false })?.Id ?? "";
            screen.Row(done ? "✓" : "○", done ? "green" : "yellow", name, Messages.Say.Of(report.Passed, all.Exercises.Count),
                Messages.Say.LearnerRow(Messages.Say.Percent(all.Credit(report)), report.Hints, at));
        }

        screen.Line();
        screen.Line((FormattableString)$"[bold]{Messages.Say.WhereStuck}[/]");
        var stuck = all.WhereStuck();
        if (stuck.Count == 0)
            screen.Text("  " + Messages.Say.NobodyStuck);
        foreach (var one in stuck.Take(MostStuck))
            screen.Row("✗", "red", one.Exercise, Messages.Say.Of(one.Passed, one.Tried), Messages.Say.StuckRow(one.Test, one.FailedBy));
    }

    private static JsonObject ToJson(ClassReport all, List<(string File, string Why)> leftOut) => new()
    {
        ["exercises"] = new JsonArray([.. all.Exercises.Select(id => (JsonNode)id)]),
        ["learners"] = new JsonArray([.. all.Learners.Select(learner => new JsonObject
        {
            ["name"] = learner.Name,
            ["passed"] = learner.Report.Passed,
            ["credit"] = Math.Round(all.Credit(learner.Report), 4),
            ["hints"] = learner.Report.Hints,
            ["outcomes"] = new JsonObject(learner.Report.Exercises.Select(exercise => KeyValuePair.Create(exercise.Id, (JsonNode?)(exercise.Given ? "given" : exercise.Outcome)))),
        })]),
        ["stuck"] = new JsonArray([.. all.WhereStuck().Select(one => new JsonObject
        {
            ["id"] = one.Exercise,
            ["passed"] = one.Passed,
            ["tried"] = one.Tried,
            ["test"] = one.Test,
            ["failedBy"] = one.FailedBy,
            ["who"] = new JsonArray([.. one.Who.Select(name => (JsonNode)name)]),
        })]),
        ["leftOut"] = new JsonArray([.. leftOut.Select(file => new JsonObject { ["file"] = file.File, ["why"] = file.Why })]),
    };
}

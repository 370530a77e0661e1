using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Reports;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp report [what…] [--format json|junit|html] [--output FILE] [--name NAME]</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var names = Arguments.What();
        var format = new Option<string>("--format") { Description = Messages.Say.ReportFormatOption, DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong(ReportWriter.Formats);
        var output = new Option<string?>("--output", "-o") { Description = Messages.Say.ReportOutputOption };
        var learner = new Option<string?>("--name") { Description = Messages.Say.ReportNameOption };
        var command = new Command("report", Messages.Say.ReportCommand) { names, format, output, learner };
        command.SetCampAction(async (session, result, cancellation) =>
        {
            var chosen = result.GetValue(format)!;
            if (session.Screen.Json && chosen != "json")
                throw CampException.Usage(Messages.Say.JsonIsFormat(chosen));
            var report = await Make(session, session.Chosen(result.GetValue(names)), result.GetValue(learner), cancellation);
            Write(session, report, chosen, result.GetValue(output));
            return report.Exercises.All(exercise => exercise.Outcome == "passed") ? ExitCodes.Passed : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<Report> Make(Session session, IReadOnlyList<Selected> chosen, string? learner, CancellationToken cancellation)
    {
        var exercises = new List<ExerciseReport>();
        await foreach (var verdict in session.Check(chosen, cancellation: cancellation))
            exercises.Add(Of(session, verdict));
        return new Report(Report.Name, Report.Known, learner ?? Path.GetFileName(session.Workspace.Root), Session.CampVersion.ToString(3),
            session.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), exercises);
    }

    private static ExerciseReport Of(Session session, Verdict verdict) => new(
        verdict.Id, verdict.Outcome.Name(), verdict.ElapsedMs, verdict.Message, session.Progress.HintsSeen(verdict.Id), session.Progress.IsGiven(verdict.Id),
        [.. verdict.Tests.Select(test => new TestReport(test.Name, test.Outcome.Name(), test.Message))]);

    private static void Write(Session session, Report report, string format, string? output)
    {
        if (output is not null)
        {
            ReportWriter.Write(output, ReportWriter.Text(report, format));
            session.Screen.Document(new JsonObject { ["written"] = Path.GetFullPath(output) });
            session.Screen.Text(Messages.Say.Written(output));
            return;
        }

        session.Screen.Document(JsonSerializer.SerializeToNode(report, JsonSerializerOptions.Web)!);
        session.Screen.Raw(ReportWriter.Text(report, format));
    }
}

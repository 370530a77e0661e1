using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp verify [what…]: the verdict with the tests and project files that the tool carries, whatever is in the workspace.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var names = Arguments.What();
        var command = new Command("verify", Messages.Say.VerifyCommand) { names };
        command.SetCampAction((session, result, cancellation) => Run(session, session.Chosen(result.GetValue(names)), cancellation));
        return command;
    }

    private static async Task<int> Run(Session session, IReadOnlyList<Selected> chosen, CancellationToken cancellation)
    {
        var (verdicts, edited) = (new List<Verdict>(), new JsonArray());
        foreach (var group in chosen.GroupBy(selected => selected.Lesson))
        {
            using var graded = GradedLesson.Of(group.Key, session.Pristine) ?? throw CampException.Broken(Messages.Say.NotVerifiable(group.Key.NumberedId));
            VerdictScreen.Lesson(session.Screen, group.Key);
            foreach (var verdict in await Check(session, graded, group, cancellation))
            {
                VerdictScreen.Show(session.Screen, verdict);
                verdicts.Add(verdict);
            }

            foreach (var file in graded.Edited)
            {
                session.Screen.Row("!", "yellow", file, Messages.Say.EditedWord, Messages.Say.NotUsed);
                edited.Add(new JsonObject { ["lesson"] = group.Key.Id, ["file"] = file });
            }
        }

        session.Screen.Document(new JsonObject { ["exercises"] = new JsonArray([.. verdicts.Select(verdict => verdict.ToJson())]), ["edited"] = edited });
        var passed = verdicts.Count(verdict => verdict.Passed);
        session.Screen.Line();
        session.Screen.Text(Messages.Say.Verified(passed, verdicts.Count));
        return passed == verdicts.Count ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<Verdict>> Check(Session session, GradedLesson graded, IEnumerable<Selected> chosen, CancellationToken cancellation)
    {
        var ids = chosen.Select(selected => selected.Exercise.Id).ToHashSet();
        var exercises = graded.Lesson.Exercises.Where(exercise => ids.Contains(exercise.Id)).ToList();
        using var check = new LessonCheck(graded.Lesson, session.Pristine);
        var verdicts = await check.Check(exercises, cancellation: cancellation);
        var (answers, support) = graded.Files();
        return Usurpers.In(answers, support) is { Count: > 0 } names
            ? [.. exercises.Select(exercise => new Verdict(new Selected(graded.Lesson, exercise), Outcome.Failed, 0, [], Messages.Say.Usurped(names)))]
            : verdicts;
    }
}

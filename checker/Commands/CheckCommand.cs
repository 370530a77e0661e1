using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp check [lesson[/exercise]…] [--all] [--race [--seed N]]</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var names = Arguments.What();
        var all = new Option<bool>("--all") { Description = Messages.Say.CheckAllOption };
        var race = new Option<bool>("--race") { Description = Messages.Say.CheckRaceOption };
        var seed = new Option<int?>("--seed") { Description = Messages.Say.CheckSeedOption };
        var command = new Command("check", Messages.Say.CheckCommand) { names, all, race, seed };
        command.SetCampAction((session, result, cancellation) =>
        {
            var chosen = Chosen(session, result.GetValue(names) ?? [], result.GetValue(all));
            return Run(session, chosen, Races(chosen, result.GetValue(race), result.GetValue(seed)), cancellation);
        });
        return command;
    }

    private static IReadOnlyList<Selected> Chosen(Session session, string[] names, bool all)
    {
        if (all && names.Length > 0)
            throw CampException.Usage(Messages.Say.NamedAndAll(names[0]));
        return all ? Selection.All(session.Workspace) : session.Chosen(names);
    }

    private static RaceRequest Races(IReadOnlyList<Selected> chosen, bool thorough, int? seed)
    {
        if ((thorough || seed is not null) && chosen.All(selected => selected.Exercise.Races is null))
            throw CampException.Usage(Messages.Say.NoSituations(chosen[0].Exercise.Id, Explorable(chosen[0].Lesson)));
        if (seed < 0)
            throw CampException.Usage(Messages.Say.NoSeed(seed));
        var request = thorough ? RaceRequest.Thorough : RaceRequest.Always;
        return seed is null ? request : request with { Seed = seed };
    }

    private static string Explorable(Lesson lesson) =>
        string.Join(", ", lesson.Exercises.Where(exercise => exercise.Races is not null).Select(exercise => exercise.Id).DefaultIfEmpty(Messages.Say.ExplorableElsewhere));

    private static async Task<int> Run(Session session, IReadOnlyList<Selected> chosen, RaceRequest races, CancellationToken cancellation)
    {
        var verdicts = new List<Verdict>();
        Lesson? lesson = null;
        await foreach (var verdict in session.Check(chosen, races, cancellation))
        {
            if (verdict.Selected.Lesson != lesson)
                VerdictScreen.Lesson(session.Screen, lesson = verdict.Selected.Lesson);
            VerdictScreen.Show(session.Screen, verdict);
            verdicts.Add(verdict);
        }

        session.Screen.Document(new JsonObject { ["exercises"] = new JsonArray([.. verdicts.Select(verdict => verdict.ToJson())]) });
        var passed = verdicts.Count(verdict => verdict.Passed);
        session.Screen.Line();
        session.Screen.Text($"{Messages.Say.PassedOf(passed, verdicts.Count)} {Advice(session, verdicts)}");
        await Afterwards.Of(session, verdicts, cancellation);
        return passed == verdicts.Count ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static string Advice(Session session, List<Verdict> verdicts) =>
        verdicts.Find(verdict => !verdict.Passed) is { } first
            ? Messages.Say.Stuck(first.Id)
            : session.Next is { } next ? Messages.Say.Next(next.Exercise.Id) : Messages.Say.LastOne;
}

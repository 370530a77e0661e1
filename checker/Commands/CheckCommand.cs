using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp check [lesson[/exercise]…] [--all] [--race [--seed N]]</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("what") { Description = "Lessons or exercises: 05, 05-sync, sync, sync/counter. Without any: the lesson you are in, else all.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every exercise of the workspace." };
        var race = new Option<bool>("--race") { Description = "Look longer for races and deadlocks: thousands of schedules instead of hundreds." };
        var seed = new Option<int?>("--seed") { Description = "Run one schedule again, by the number that a report names." };
        var command = new Command("check", "Compile and test exercises, and say what passed.") { names, all, race, seed };
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
            throw CampException.Usage($"Name \"{names[0]}\" or say --all, not both.");
        if (names.Length > 0)
            return [.. names.SelectMany(name => Selection.Of(session.Workspace, name)).Distinct()];
        var everything = Selection.All(session.Workspace);
        return all || session.Workspace.LessonHere is not { } here ? everything : [.. everything.Where(selected => selected.Lesson == here)];
    }

    private static RaceRequest Races(IReadOnlyList<Selected> chosen, bool thorough, int? seed)
    {
        if ((thorough || seed is not null) && chosen.All(selected => selected.Exercise.Races is null))
            throw CampException.Usage($"\"{chosen[0].Exercise.Id}\" has no situations to explore. Those that have: {Explorable(chosen[0].Lesson)}");
        if (seed < 0)
            throw CampException.Usage($"\"{seed}\" is no seed: a seed is 0 or more, as reports name it.");
        var request = thorough ? RaceRequest.Thorough : RaceRequest.Always;
        return seed is null ? request : request with { Seed = seed };
    }

    private static string Explorable(Lesson lesson) =>
        string.Join(", ", lesson.Exercises.Where(exercise => exercise.Races is not null).Select(exercise => exercise.Id).DefaultIfEmpty("those of 05-sync, such as sync/counter"));

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
        session.Screen.Line($"{passed} of {verdicts.Count} passed.{Advice(session, verdicts)}");
        return passed == verdicts.Count ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static string Advice(Session session, List<Verdict> verdicts) =>
        verdicts.Find(verdict => !verdict.Passed) is { } first
            ? $" Stuck? camp hint {first.Id}"
            : session.Next is { } next ? $" Next: {next.Exercise.Id}" : " That was the last one here: well done.";
}

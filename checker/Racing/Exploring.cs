using System.Reflection;
using System.Text.Json;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Races;

namespace TrainingCamp.Checker.Racing;

/// <summary>
/// Explores the situations of a built lesson. In a process of its own, since it runs the trainee's code: see <see cref="RaceHost"/>.
/// </summary>
internal static class Exploring
{
    /// <summary>The hidden command of camp that the other process runs.</summary>
    public const string Command = "explore-races";

    // Enough for all of the explorer that it needs to be loaded and compiled, and over before a person has read a verdict.
    private const int WarmingSchedules = 40;

    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(1);

    /// <summary>Explores one situation after the other, as far as the caller wants to know.</summary>
    /// <param name="only">The name of the one situation to explore; null for all.</param>
    /// <param name="alone">Whether the process does nothing else and ends afterwards: then it is quicker, with one processor and nothing to unload.</param>
    public static IEnumerable<Situation> Run(string assembly, RaceRequest request, IReadOnlyList<Explorable> classes, string? only = null, bool alone = false)
    {
        using var explored = ExploredAssembly.Load(assembly, new[] { Compiled.AnswersOf(assembly) }.Where(File.Exists), classes.Select(one => one.Class).ToHashSet(), stays: alone);
        var patience = request.Patience;
        foreach (var (type, explorable) in explored.Assembly.GetTypes().Join(classes, type => type.Name, one => one.Class, ValueTuple.Create))
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => only is null || method.Name == only))
            {
                var situation = Explore(explored, method, request, explorable, patience, alone);
                yield return situation;
                // An answer that waits for something out of sight does so in every situation.
                if (situation.Kind == nameof(Finding.Kinds.OutOfControl))
                    patience = Impatience;
            }
        }
    }

    /// <summary>
    /// What the other process does: warms up, waits for its order on standard input, and prints what it has found. A line before the order
    /// says what was explored last, or null: nothing warms up better than what is much like the code to come.
    /// </summary>
    public static int Print(string warmUp)
    {
        // Applications of ASP.NET Core compile their handlers as they start, and each schedule starts one: interpreting is ready 5 times as soon.
        AppContext.SetSwitch("System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported", false);
        // What the trainee prints would stand in the middle of the answer.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var last = Read(Console.In.ReadLine());
        var line = Task.Factory.StartNew(Console.In.ReadLine, TaskCreationOptions.LongRunning);
        WarmUp(warmUp, [new Explorable(WarmUpProgram.Races, Exercise.UsualSchedules, ""), new Explorable(WarmUpProgram.WebRaces, 20, "")], until: line);
        if (last is not null)
            WarmUp(last.Assembly, [.. last.Classes.Select(one => one with { Schedules = Math.Min(one.Schedules, WarmingSchedules) })], until: line);
        // Nothing to do until the order comes: the machine gets back what warming up has left.
        if (!line.IsCompleted)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (Read(line.Result) is { } order)
        {
            output.WriteLine(JsonSerializer.Serialize([.. Run(order.Assembly, order.Request, order.Classes, alone: true)], CampJson.Default.ListSituation));
            output.Flush();
        }

        // A loop of the trainee's that never ends would keep the process.
        Environment.Exit(ExitCodes.Passed);
        return ExitCodes.Passed;
    }

    private static Order? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, CampJson.Default.Order);

    // Ends with the situation during which the order comes.
    private static void WarmUp(string assembly, IReadOnlyList<Explorable> classes, Task until)
    {
        if (until.IsCompleted || !File.Exists(assembly))
            return;
        try
        {
            foreach (var _ in Run(assembly, RaceRequest.Always, classes, alone: true))
            {
                if (until.IsCompleted)
                    return;
            }
        }
        catch (Exception)
        {
            // It costs time at most: the lesson's situations say what is to be said.
        }
    }

    private static Situation Explore(ExploredAssembly explored, MethodInfo situation, RaceRequest request, Explorable explorable, TimeSpan patience, bool alone)
    {
        var options = new ExploreOptions
        {
            Schedules = request.Seed is null ? request.Times * explorable.Schedules : 1,
            Seed = request.Seed ?? 1,
            Shorten = request.Seed is null ? request.Shorten : 0,
            // An answer may keep a loop running for as long as the process lives.
            Leaks = false,
            Patience = patience,
            OneProcessor = alone,
            Replay = explorable.Again,
        };
        var finding = Explorer.Explore(explored, situation, options).Finding;
        return new Situation(situation.DeclaringType!.Name, situation.Name, finding?.Kind.ToString() ?? "", finding?.Report ?? "");
    }

    /// <summary>What is to be explored; see <see cref="Run"/>.</summary>
    internal sealed record Order(string Assembly, RaceRequest Request, List<Explorable> Classes);
}

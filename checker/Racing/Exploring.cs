using System.Reflection;
using System.Text.Json;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Races;

namespace TrainingCamp.Checker.Racing;

/// <summary>
/// Explores the situations of a built lesson. In a process of its own, since it runs the trainee's code: see <see cref="RaceHost"/>.
/// </summary>
internal static class Exploring
{
    /// <summary>The hidden command of camp that the other process runs.</summary>
    public const string Command = "explore-races";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(1);

    /// <param name="again">How to see a finding again: "camp check sync/counter --race --seed {0}", by class.</param>
    public static IReadOnlyList<Situation> Run(string assembly, RaceRequest request, IReadOnlyDictionary<string, string> again)
    {
        using var explored = ExploredAssembly.Load(assembly);
        var found = new List<Situation>();
        foreach (var type in explored.Assembly.GetTypes().Where(type => again.ContainsKey(type.Name)))
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                // An answer that waits for something out of sight does so in every situation.
                var patience = found.Exists(situation => situation.Kind == nameof(Finding.Kinds.OutOfControl)) ? Impatience : Patience;
                found.Add(Explore(explored, method, request, again[type.Name], patience));
            }
        }

        return found;
    }

    /// <summary>What the other process does: warms up, waits for its order on standard input, and prints what it has found.</summary>
    public static int Print(string warmUp)
    {
        // What the trainee prints would stand in the middle of the answer.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        WarmUp(warmUp);
        if (Console.In.ReadLine() is { } line && JsonSerializer.Deserialize<Order>(line) is { } order)
        {
            output.WriteLine(JsonSerializer.Serialize(Run(order.Assembly, order.Request, order.Again)));
            output.Flush();
        }

        // A loop of the trainee's that never ends would keep the process.
        Environment.Exit(ExitCodes.Passed);
        return ExitCodes.Passed;
    }

    private static void WarmUp(string assembly)
    {
        try
        {
            if (File.Exists(assembly))
                Run(assembly, RaceRequest.Always, new Dictionary<string, string> { [WarmUpProgram.Races] = "" });
        }
        catch (Exception)
        {
            // It costs time at most: the lesson's situations say what is to be said.
        }
    }

    private static Situation Explore(ExploredAssembly explored, MethodInfo situation, RaceRequest request, string again, TimeSpan patience)
    {
        var options = new ExploreOptions
        {
            Schedules = request.Seed is null ? request.Schedules : 1,
            Seed = request.Seed ?? 1,
            Shorten = request.Seed is null ? 60 : 0,
            // An answer may keep a loop running for as long as the process lives.
            Leaks = false,
            Patience = patience,
            Replay = again,
        };
        var finding = Explorer.Explore(explored, situation, options).Finding;
        return new Situation(situation.DeclaringType!.Name, situation.Name, finding?.Kind.ToString() ?? "", finding?.Report ?? "");
    }

    /// <summary>What is to be explored; see <see cref="Run"/>.</summary>
    internal sealed record Order(string Assembly, RaceRequest Request, Dictionary<string, string> Again);
}

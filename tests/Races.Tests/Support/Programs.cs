using System.Reflection;

namespace TrainingCamp.Races.Tests.Support;

/// <summary>The programs of the corpus: NAME_correct has no fault, NAME_broken has one.</summary>
internal static class Programs
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "RaceCorpus.dll");

    /// <summary>Rewritten once for all tests: explorations share nothing else.</summary>
    public static ExploredAssembly Corpus { get; } = ExploredAssembly.Load(Path);

    public static IEnumerable<MethodInfo> All => Corpus.Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => IsBroken(method) || method.Name.EndsWith("_correct", StringComparison.Ordinal));

    public static bool IsBroken(MethodInfo program) => program.Name.EndsWith("_broken", StringComparison.Ordinal);

    public static MethodInfo Named(string name) => All.Single(program => program.Name == name.Split('.')[1] && program.DeclaringType!.Name == name.Split('.')[0]);

    public static Exploration Explore(string name, ExploreOptions? options = null) => Explorer.Explore(Corpus, Named(name), options);
}

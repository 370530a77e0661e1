#:project ../../races/Races.csproj
#:project ../../tests/Races.Tests/corpus/Corpus.csproj
#:property PublishAot=false
// How good and how fast race verdicts are: dotnet build/bench/races.cs [--quick]
// Explores every program of the corpus: the correct ones under 500 schedules (no alarm is right), the broken ones under 200 (98 % are
// to be found). Then times, threads and memory. --quick takes 100 schedules. Ends with 1 when a figure misses its mark.
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using TrainingCamp.Races;

var schedules = args.Contains("--quick") ? 100 : 500;
var path = Path.Combine(AppContext.BaseDirectory, "RaceCorpus.dll");
var cold = Stopwatch.StartNew();
var corpus = ExploredAssembly.Load(path);
var coldLoad = cold.ElapsedMilliseconds;
var warmLoads = Enumerable.Range(0, 5).Select(_ => Time(() => ExploredAssembly.Load(path).Dispose())).Order().ToList();

var programs = corpus.Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).ToList();
var correct = programs.Where(program => program.Name.EndsWith("_correct", StringComparison.Ordinal)).ToList();
var broken = programs.Where(program => program.Name.EndsWith("_broken", StringComparison.Ordinal)).ToList();

var explored = correct.Select(program => Explore(program, schedules)).ToList();
var alarms = explored.Where(one => one.Result.Finding is not null).ToList();
var found = broken.Select(program => Explore(program, 200)).Where(one => one.Result.Finding is not (null or { Kind: Finding.Kinds.NotChecked or Finding.Kinds.OutOfControl })).ToList();
var times = correct.Select(program => Explore(program, 200).Milliseconds).Order().ToList();

var threads = Threads();
var memory = GC.GetTotalMemory(forceFullCollection: true);
for (var time = 0; time < 1_000; time++)
    Explorer.Explore(corpus, broken[time % broken.Count], new ExploreOptions { Schedules = 1, Shorten = 0, MostSteps = 2_000 });
SpinWait.SpinUntil(() => Threads() <= threads, TimeSpan.FromSeconds(20));
// Before the first line is written: the console starts a thread of its own.
var left = Math.Max(0, Threads() - threads);

var share = 100.0 * found.Count / broken.Count;
Tell("programs", $"{correct.Count} correct, {broken.Count} broken");
Tell("false alarms", $"{alarms.Count} in {correct.Count} × {schedules} schedules");
Tell("found within 200 schedules", $"{found.Count} of {broken.Count} ({share:0.0} %)");
Tell("schedules until found", $"median {Median(found.Select(one => (long)one.Result.Schedules))}, most {found.Max(one => one.Result.Schedules)}");
Tell("time until found", $"median {Median(found.Select(one => one.Milliseconds))} ms");
Tell("200 schedules of correct code", $"median {Median(times)} ms, slowest {times[^1]} ms");
Tell("rewriting and loading the corpus", $"{coldLoad} ms at first, then {Median(warmLoads)} ms");
Tell("threads left after 1,000 explorations", $"{left}");
Tell("memory left after 1,000 explorations", $"{(GC.GetTotalMemory(forceFullCollection: true) - memory) / 1024} KB");
foreach (var alarm in alarms)
    Console.WriteLine($"FALSE ALARM in {alarm.Program.DeclaringType!.Name}.{alarm.Program.Name}: {alarm.Result.Finding!.Headline}");
foreach (var missed in broken.Except(found.Select(one => one.Program)))
    Console.WriteLine($"MISSED {missed.DeclaringType!.Name}.{missed.Name}");
return alarms.Count == 0 && share >= 98 ? 0 : 1;

(MethodInfo Program, Exploration Result, long Milliseconds) Explore(MethodInfo program, int count)
{
    var watch = Stopwatch.StartNew();
    var result = Explorer.Explore(corpus, program, new ExploreOptions { Schedules = count, Shorten = 0 });
    return (program, result, watch.ElapsedMilliseconds);
}

static void Tell(string what, string figure) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40} {figure}"));

static long Median(IEnumerable<long> values) => values.Order().ElementAt(values.Count() / 2);

static long Time(Action act)
{
    var watch = Stopwatch.StartNew();
    act();
    return watch.ElapsedMilliseconds;
}

static int Threads()
{
    using var me = Process.GetCurrentProcess();
    return me.Threads.Count;
}

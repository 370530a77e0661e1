using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(ConcurrentExclusiveSchedulerPair))]
public static class SchedulerPairs
{
    private static readonly ConditionalWeakTable<TaskScheduler, ConcurrentExclusiveSchedulerPair> Pairs = [];

    public static ConcurrentExclusiveSchedulerPair New() => New(Act.Run.Scheduler);

    public static ConcurrentExclusiveSchedulerPair New(TaskScheduler taskScheduler) => New(taskScheduler, 4);

    public static ConcurrentExclusiveSchedulerPair New(TaskScheduler taskScheduler, int maxConcurrencyLevel)
    {
        var pair = new ConcurrentExclusiveSchedulerPair(taskScheduler, maxConcurrencyLevel);
        Pairs.Add(pair.ConcurrentScheduler, pair);
        Pairs.Add(pair.ExclusiveScheduler, pair);
        return pair;
    }

    public static TaskScheduler get_ConcurrentScheduler(ConcurrentExclusiveSchedulerPair pair) => pair.ConcurrentScheduler;

    public static TaskScheduler get_ExclusiveScheduler(ConcurrentExclusiveSchedulerPair pair) => pair.ExclusiveScheduler;

    /// <summary>What stands for the order of a scheduler's tasks. Readers of a pair count as ordered, too: some of their races are missed.</summary>
    internal static object KeyOf(TaskScheduler scheduler) => Pairs.TryGetValue(scheduler, out var pair) ? pair : scheduler;
}

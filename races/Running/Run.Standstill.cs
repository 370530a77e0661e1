namespace TrainingCamp.Races.Running;

internal sealed partial class Run
{
    /// <summary>The strands that wait, in the order in which they were started.</summary>
    public IEnumerable<Strand> Blocked => _strands.Where(strand => strand.Waiting is not null && strand != _ending);

    /// <summary>What is still there after the test has ended and everything that could run has run.</summary>
    public bool LeavesWork => Blocked.Any() || Suspended.Count > 0;

    private void ReportStandstill(Strand? me)
    {
        var lost = Blocked.Any(strand => strand.Waiting!.Target is { } target && MissedSignals.ContainsKey(target));
        Report(lost ? Finding.Kinds.LostWakeUp : Finding.Kinds.Deadlock, me, "nothing can run any more.");
    }

    /// <summary>Signals (Pulse, Set) that nobody waited for, by their object: the site of the last one.</summary>
    public Dictionary<object, (Strand Strand, int Site)> MissedSignals { get; } = new(ReferenceEqualityComparer.Instance);
}

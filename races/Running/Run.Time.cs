namespace TrainingCamp.Races.Running;

internal sealed partial class Run
{
    /// <summary>After the test has ended, timers go on for so long: what ends by itself is not left behind.</summary>
    private const long MostAfterEnd = 60_000;

    private const int MostFiresAfterEnd = 200;

    private Strand? _ending;
    private long _endedAt;
    private int _firesAfterEnd;

    /// <summary>The test itself has ended: lets all others come to their ends.</summary>
    public void AwaitOthers(Strand test)
    {
        _endedAt = Time.Now;
        _ending = test;
        test.Waiting = new Wait(() => false, Wait.Never, "", null, null);
        Switch(test);
        test.Waiting = null;
    }

    private bool TimePasses()
    {
        if (NextEvent() is not { } next)
            return false;
        if (_ending is not null && (next > _endedAt + MostAfterEnd || ++_firesAfterEnd > MostFiresAfterEnd))
            return false;
        Time.Pass(next);
        return true;
    }

    private bool Drifts()
    {
        if (_drift <= 0 || NextEvent() is not { } next || next - Time.Now > _drift || _dice.Next(12) != 0)
            return false;
        _drift -= Math.Max(1, next - Time.Now);
        Time.Pass(next);
        return true;
    }

    private long? NextEvent()
    {
        var next = Time.Next ?? Wait.Never;
        foreach (var strand in _strands)
        {
            if (strand.Waiting is { } wait && wait.Deadline > Time.Now)
                next = Math.Min(next, wait.Deadline);
        }

        return next == Wait.Never ? null : next;
    }
}

using TrainingCamp.Races.Rewriting;

namespace TrainingCamp.Races.Running;

/// <summary>
/// One schedule after the other. The thread that ends one begins the next: to wake another would take as long as many a schedule does.
/// </summary>
/// <param name="live">What the first strand of a schedule does.</param>
internal sealed class Search(SiteTable sites, ExploreOptions options, Action<Run> live, Carriers carriers)
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _done = new(false, spinCount: 0);
    private Run? _run;
    private Finding? _found;
    private int _left = options.Schedules;
    private int _schedules;
    private long _steps;

    /// <summary>Runs them all, or until something is found and no shorter way to it.</summary>
    public Exploration Explore()
    {
        Begin(options.Seed);
        (Run?, int) seen = default;
        while (!_done.Wait(options.Patience))
        {
            lock (_gate)
            {
                if (seen == (_run, _run!.Steps) && !_done.IsSet)
                    GiveUp(_run);
                seen = (_run, _run.Steps);
            }
        }

        return new Exploration(_found, _schedules, _steps);
    }

    private void Begin(int seed)
    {
        _run = new Run(sites, seed, options.MostSteps, options.Replay, carriers);
        var run = _run;
        run.Begin(() => live(run), Next);
    }

    private void Next(Run ended)
    {
        lock (_gate)
        {
            // One that was given up may still come to its end.
            if (_done.IsSet)
                return;
            Count(ended);
            if (_left > 0)
                Begin(ended.Seed + 1);
            else
                _done.Set();
        }
    }

    // It stands still: something blocks that is not under control. Its threads may be lost.
    private void GiveUp(Run run)
    {
        run.GiveUp();
        Count(run);
        _done.Set();
    }

    // Those that look for a shorter way are not among the schedules that are told.
    private void Count(Run ended)
    {
        _left--;
        if (_found is null)
        {
            _schedules++;
            _steps += ended.Steps;
            _found = ended.Finding;
            if (_found is not null)
                _left = _found.Kind < Finding.Kinds.Livelock ? options.Shorten : 0;
        }
        else if (ended.Finding is { } other && other.Headline == _found.Headline && other.Length < _found.Length)
        {
            _found = other;
        }
    }
}

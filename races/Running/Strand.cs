using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Running;

/// <summary>A logical thread: a thread, a task, a callback, or the part of an async method after an await.</summary>
internal sealed class Strand(Run run, int id, Actor actor, Action body)
{
    [ThreadStatic]
    private static Strand? _current;

    private Carrier? _carrier;

    /// <summary>The strand that runs on this thread; null on a thread outside of any exploration.</summary>
    public static Strand? Current => _current;

    /// <summary>The strand that runs on this thread, if it is of the exploration that this place is of.</summary>
    public static Strand? Of(int site) => _current is { } me && me.Run.Sites.Has(site) ? me : null;

    public Run Run => run;

    public int Id => id;

    public int Slot { get; set; }

    public VectorClock Clock { get; init; } = new();

    public AddressBook Addresses { get; } = new();

    /// <summary>Who acts: the async method that runs on it, or the strand itself.</summary>
    public Actor Actor => Frames.TryPeek(out var frame) ? frame.Actor : actor;

    /// <summary>The strand's own actor, whatever runs on it.</summary>
    public Actor Self => actor;

    public Stack<Frame> Frames { get; } = [];

    /// <summary>Whether an async method has turned out to be what it was started for.</summary>
    public bool HasBody { get; set; }

    /// <summary>The last site that it has passed.</summary>
    public int At { get; set; }

    public IReadOnlyList<Held> Held { get; set; } = [];

    /// <summary>While above 0 it goes on without giving others a turn.</summary>
    public int Undisturbed { get; set; }

    /// <summary>Whether the source that it cancels was disposed before it called anybody.</summary>
    public bool ForgetsCallbacks { get; set; }

    /// <summary>Locks entered by scope, innermost last.</summary>
    public Stack<Lock> Scopes { get; } = [];

    public Wait? Waiting { get; set; }

    /// <summary>The thread object of a strand that a program started as a thread.</summary>
    public Thread? Thread { get; init; }

    public bool Started => _carrier is not null;

    public bool Ended { get; private set; }

    public int Time => Clock[Slot];

    /// <summary>Lets it run, for the first time or again. The caller must stop at once.</summary>
    public void Go(Carriers carriers)
    {
        if (_carrier is not null)
        {
            _carrier.Go();
            return;
        }

        _carrier = carriers.Take();
        _carrier.Start(this);
    }

    /// <summary>Waits for its next turn.</summary>
    public void Park() => _carrier!.Park();

    /// <summary>Its whole life, on its carrier.</summary>
    public void Live()
    {
        _current = this;
        SynchronizationContext.SetSynchronizationContext(run.Context);
        try
        {
            body();
        }
        catch (ScheduleAbandonedException)
        {
        }
        catch (Exception error)
        {
            run.Report(Finding.Kinds.Failed, this, $"An exception that nobody caught ended {actor.Name}: {error.GetType().Name}: {error.Message}");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
            _current = null;
            Ended = true;
        }
    }
}

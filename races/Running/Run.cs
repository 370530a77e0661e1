using System.Collections.Concurrent;
using System.Globalization;
using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Reporting;
using TrainingCamp.Races.Rewriting;

namespace TrainingCamp.Races.Running;

/// <summary>One schedule: its strands, its clock, its memory, and who runs. Only one strand runs at a time.</summary>
internal sealed partial class Run
{
    private readonly List<Strand> _strands = [];
    private readonly List<Strand> _ready = [];
    private readonly ConcurrentQueue<Strand> _arrivals = [];
    private readonly List<(int Slot, int Time)> _freeSlots = [];
    private readonly Dictionary<object, object> _models = new(ReferenceEqualityComparer.Instance);
    private readonly Carriers _carriers;
    private readonly Strategy _strategy;
    private readonly Dice _dice;
    private readonly int _mostSteps;
    private Action<Run>? _ended;
    private long _drift;
    private int _slots;
    private int _ids;
    private Strand? _last;
    private volatile int _steps;
    private volatile bool _over;

    public Run(SiteTable sites, int seed, int mostSteps, string replay, Carriers carriers)
    {
        Sites = sites;
        Seed = seed;
        Replay = replay;
        _mostSteps = mostSteps;
        _carriers = carriers;
        _dice = new Dice(seed);
        _strategy = Strategy.Of(seed, _dice);
        // Every other pair of schedules lets a little time pass while others could run: a short delay orders nothing.
        _drift = (seed & 4) != 0 ? 100 : 0;
        Context = new StrandContext(this);
        Scheduler = new StrandScheduler(this);
        Time = new VirtualTime(this);
    }

    public SiteTable Sites { get; }

    public int Seed { get; }

    /// <summary>How to see this schedule again; {0} stands for the seed.</summary>
    public string Replay { get; }

    public SynchronizationContext Context { get; }

    public TaskScheduler Scheduler { get; }

    public VirtualTime Time { get; }

    public Dice Dice => _dice;

    public Names Names { get; } = new();

    public Memory Memory { get; } = new();

    public List<Step> Trace { get; } = [];

    public Finding? Finding { get; private set; }

    public int Steps => _steps;

    /// <summary>Whether strands may still act; if not they unwind.</summary>
    public bool Over => _over;

    /// <summary>Calls under way that end outside of this schedule, such as reading a file.</summary>
    public bool Foreign { get; set; }

    /// <summary>The state that the schedule keeps for a lock, event or timer; gone with the schedule.</summary>
    public T Model<T>(object of, Func<T> create) where T : class
    {
        if (_models.TryGetValue(of, out var model))
            return (T)model;
        var created = create();
        _models[of] = created;
        return created;
    }

    public object? TryModel(object of) => _models.GetValueOrDefault(of);

    public void SetModel(object of, object model) => _models[of] = model;

    /// <summary>Adds a strand that may run from now on.</summary>
    /// <param name="clock">What it knows; as a default what the strand that adds it knows.</param>
    public Strand? Spawn(Actor actor, Action body, VectorClock? clock = null, Thread? thread = null)
    {
        if (_over)
            return null;
        var me = Strand.Current;
        var strand = new Strand(this, Interlocked.Increment(ref _ids), actor, body) { Clock = clock ?? Known(), Thread = thread, At = me?.At ?? -1 };
        if (me is null && _last is not null)
            _arrivals.Enqueue(strand);
        else
            Add(strand);
        return strand;
    }

    /// <summary>A turn for the others, and then the strand goes on.</summary>
    public void Turn(Strand me)
    {
        if (_over)
            throw new ScheduleAbandonedException();
        if (me.Undisturbed > 0)
            return;
        if (++_steps > _mostSteps)
            Fail(Finding.Kinds.Livelock, me, string.Create(CultureInfo.InvariantCulture, $"still running after {_mostSteps} steps. Either the strands keep each other from getting on, or a loop is too long to explore."));
        Switch(me);
    }

    public void Yields(Strand me)
    {
        _strategy.Yields(me);
        Turn(me);
    }

    /// <summary>Blocks the strand until <paramref name="ready"/>.</summary>
    /// <param name="milliseconds">How long at most, in virtual time; negative for ever.</param>
    /// <returns>False when the time was over first.</returns>
    public bool WaitFor(Strand me, Func<bool> ready, string what, object? target, long milliseconds = -1, Func<IEnumerable<Strand>>? holders = null)
    {
        if (ready())
            return true;
        if (milliseconds == 0)
            return false;
        me.Waiting = new Wait(ready, milliseconds < 0 ? Wait.Never : Time.Now + milliseconds, what, target, holders);
        Switch(me);
        me.Waiting = null;
        return ready();
    }

    public void Record(Strand me, string what, object? target) => Trace.Add(new Step(me, me.Actor, what, target, me.At));

    /// <summary>Ends the schedule with a finding, unless it has one, and unwinds the strand.</summary>
    public void Fail(Finding.Kinds kind, Strand me, string message)
    {
        Report(kind, me, message);
        throw new ScheduleAbandonedException();
    }

    /// <inheritdoc cref="Fail"/>
    public void Report(Finding.Kinds kind, Strand? me, string message)
    {
        if (_over)
            return;
        Finding = new StoryOf(this).Tell(kind, me, message);
        _over = true;
    }

    public void ReportRace(Cell cell, Access earlier, Access later)
    {
        Finding = new StoryOf(this).Race(cell, earlier, later);
        _over = true;
        throw new ScheduleAbandonedException();
    }

    /// <summary>Begins, on a thread of its own; the last one calls <paramref name="ended"/>.</summary>
    public void Begin(Action body, Action<Run> ended)
    {
        _ended = ended;
        _last = Spawn(Names.Test, body, new VectorClock());
        _last!.Go(_carriers);
    }

    /// <summary>Gives up a schedule that stands still. Its threads may be lost.</summary>
    public void GiveUp() => Report(Finding.Kinds.OutOfControl, _last,
        "a call that is not under control blocks, or a loop without any shared access never ends.");

    /// <summary>A strand has ended: the next one goes on.</summary>
    public void HandOver(Strand ended)
    {
        _strands.Remove(ended);
        _freeSlots.Add((ended.Slot, ended.Time));
        if (ended.Id == 1)
            _over = true;
        if (Choose(null) is { } next)
            GoOn(next);
        else
            _ended!(this);
    }

    private void Switch(Strand me)
    {
        var next = Choose(me);
        if (next != me && next is not null && !_over)
        {
            GoOn(next);
            me.Park();
        }

        if (_over)
            throw new ScheduleAbandonedException();
        _last = me;
    }

    private void GoOn(Strand next)
    {
        _last = next;
        next.Go(_carriers);
    }

    private Strand? Choose(Strand? me)
    {
        while (true)
        {
            while (_arrivals.TryDequeue(out var arrival))
                Add(arrival);
            if (_over)
                return _strands.Find(strand => strand.Started && strand != me);
            CollectReady();
            if (_ready.Count > 0 && !Drifts())
                return _strategy.Pick(_ready, me);
            if (_ready.Count == 0 && !TimePasses())
            {
                if (_ending is not null)
                    return _ending;
                if (!SomethingArrives())
                    ReportStandstill(me ?? _last);
            }
        }
    }

    private void CollectReady()
    {
        _ready.Clear();
        foreach (var strand in _strands)
        {
            if (strand.Waiting is not { } wait || wait.Deadline <= Time.Now || wait.Ready())
                _ready.Add(strand);
        }
    }

    private bool SomethingArrives() => Foreign && SpinWait.SpinUntil(() => !_arrivals.IsEmpty, TimeSpan.FromSeconds(2));

    private void Add(Strand strand)
    {
        // A slot of one that has ended will do for a strand that knows of its end: it is the same line of order, continued.
        var free = _freeSlots.FindIndex(slot => strand.Clock[slot.Slot] >= slot.Time);
        strand.Slot = free >= 0 ? _freeSlots[free].Slot : _slots++;
        strand.Clock[strand.Slot] = free >= 0 ? _freeSlots[free].Time + 1 : 1;
        if (free >= 0)
            _freeSlots.RemoveAt(free);
        _strands.Add(strand);
    }
}

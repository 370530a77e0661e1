using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Running;

// Happens-before: what was published on an object, or with a task, is known to whoever acquires it.
internal sealed partial class Run
{
    private readonly Dictionary<object, VectorClock> _published = new(ReferenceEqualityComparer.Instance);

    /// <summary>Async calls that wait.</summary>
    public List<Frame> Suspended { get; } = [];

    /// <summary>What the current strand knows. What it does from now on is not part of it.</summary>
    public VectorClock Known()
    {
        if (Strand.Current is not { } me)
            return new VectorClock();
        var known = me.Clock.Copy();
        me.Clock[me.Slot]++;
        return known;
    }

    public void Release(object on)
    {
        var known = Known();
        if (_published.TryGetValue(on, out var published))
            published.Join(known);
        else
            _published[on] = known;
    }

    public void Acquire(object on)
    {
        if (_published.TryGetValue(on, out var published))
            Strand.Current?.Clock.Join(published);
    }

    /// <summary>The task ends with what the current strand knows.</summary>
    public void Ends(Task task)
    {
        if (!task.IsCompleted)
            Release(task);
    }

    /// <summary>The task has ended, or its end is looked at: what was known at its end is known here.</summary>
    public void Joined(Task task)
    {
        if (Strand.Current is not { } me || !task.IsCompleted)
            return;
        if (_published.TryGetValue(task, out var published))
            me.Clock.Join(published);
        else if (_derived.TryGetValue(task, out var sources))
            sources().Where(source => source != task).ToList().ForEach(Joined);
        else if (Foreign)
            JoinAll(me);
    }

    private readonly Dictionary<Task, Func<IEnumerable<Task>>> _derived = new(ReferenceEqualityComparer.Instance);

    /// <summary>The task ends when the others have: it brings what they knew.</summary>
    public T EndsWith<T>(T task, params Task[] sources) where T : Task => EndsWith(task, () => sources);

    /// <inheritdoc cref="EndsWith{T}(T, Task[])"/>
    public T EndsWith<T>(T task, Func<IEnumerable<Task>> sources) where T : Task
    {
        _derived[task] = sources;
        return task;
    }

    // Code outside of the schedule may have completed it anywhere. To be told of a race that is none would be worse than to miss one.
    private void JoinAll(Strand me)
    {
        foreach (var strand in _strands)
        {
            if (strand != me)
                me.Clock.Join(strand.Clock);
        }

        foreach (var published in _published.Values)
            me.Clock.Join(published);
    }
}

using System.Runtime.CompilerServices;
using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Running;

/// <summary>What actors and objects are called in a report.</summary>
internal sealed class Names
{
    public static readonly Actor Continuation = new("the rest of an async method", -1);
    public static readonly Actor Ending = new("the end of a task", -1);
    public static readonly Actor Test = new("the test", -1);

    private readonly Dictionary<object, string> _objects = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<object>> _alike = [];
    private readonly ConditionalWeakTable<Task, Actor> _tasks = [];
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>A new actor: "Task #2".</summary>
    public Actor Next(string kind, int startedAt)
    {
        var number = _numbers[kind] = _numbers.GetValueOrDefault(kind) + 1;
        return new Actor($"{kind} #{number}", startedAt);
    }

    public void Is(Task task, Actor actor) => _tasks.AddOrUpdate(task, actor);

    public Actor OfTask(Task task) => _tasks.TryGetValue(task, out var actor) ? actor : Next("Task", Strand.Current?.At ?? -1);

    /// <summary>The first field that an object was read from is its name.</summary>
    public void Seen(object value, string field)
    {
        if (!_objects.TryAdd(value, field))
            return;
        if (!_alike.TryGetValue(field, out var alike))
            _alike[field] = alike = [];
        alike.Add(value);
    }

    /// <summary>"'Counter._gate'", with a number when several objects have that name; null when it was never read from a field.</summary>
    public string? Of(object value)
    {
        if (!_objects.TryGetValue(value, out var name))
            return null;
        var alike = _alike[name];
        return value is Task or Thread ? name : alike.Count == 1 ? $"'{name}'" : $"'{name}' #{alike.FindIndex(one => ReferenceEquals(one, value)) + 1}";
    }
}

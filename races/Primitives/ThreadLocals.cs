using System.Runtime.CompilerServices;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>Values of a strand: the threads below are used again by others.</summary>
[Replaces(typeof(ThreadLocal<>), Harmless = "Dispose")]
public static class ThreadLocals
{
    private static readonly ConditionalWeakTable<object, object> Factories = [];

    public static ThreadLocal<T> New<T>() => new();

    public static ThreadLocal<T> New<T>(Func<T> valueFactory)
    {
        var local = new ThreadLocal<T>(valueFactory);
        Factories.Add(local, valueFactory);
        return local;
    }

    public static bool get_IsValueCreated<T>(ThreadLocal<T> local) => ValuesOf(local).ContainsKey(Act.Me);

    public static T get_Value<T>(ThreadLocal<T> local)
    {
        var values = ValuesOf(local);
        if (!values.TryGetValue(Act.Me, out var value))
            values[Act.Me] = value = Factories.TryGetValue(local, out var factory) ? ((Func<T>)factory)() : default!;
        return value;
    }

    public static void set_Value<T>(ThreadLocal<T> local, T value) => ValuesOf(local)[Act.Me] = value;

    private static Dictionary<Strand, T> ValuesOf<T>(ThreadLocal<T> local) => Act.Run.Model(local, () => new Dictionary<Strand, T>());
}

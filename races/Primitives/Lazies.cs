using System.Runtime.CompilerServices;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Lazy<>), Harmless = "ToString")]
public static class Lazies
{
    private static readonly ConditionalWeakTable<object, object> Modes = [];

    public static Lazy<T> New<T>(Func<T> valueFactory) => new(valueFactory);

    public static Lazy<T> New<T>(T value) => new(value);

    public static Lazy<T> New<T>(Func<T> valueFactory, bool isThreadSafe) =>
        New(valueFactory, isThreadSafe ? LazyThreadSafetyMode.ExecutionAndPublication : LazyThreadSafetyMode.None);

    public static Lazy<T> New<T>(Func<T> valueFactory, LazyThreadSafetyMode mode)
    {
        var lazy = new Lazy<T>(valueFactory, mode);
        Modes.Add(lazy, mode);
        return lazy;
    }

    public static bool get_IsValueCreated<T>(Lazy<T> lazy)
    {
        Act.Step("looks at", lazy);
        if (lazy.IsValueCreated)
            Act.Run.Acquire(lazy);
        return lazy.IsValueCreated;
    }

    public static T get_Value<T>(Lazy<T> lazy)
    {
        var mode = Modes.TryGetValue(lazy, out var known) ? (LazyThreadSafetyMode)known : LazyThreadSafetyMode.ExecutionAndPublication;
        if (mode == LazyThreadSafetyMode.None)
        {
            // Not safe between threads: as a write to it, or a read once it stands.
            var me = Act.Me;
            Hooks.Touch(me, me.Run.Memory.Contents(lazy), me.At, writes: !lazy.IsValueCreated, atomic: false);
            return lazy.Value;
        }

        Act.Step("looks at", lazy);
        if (lazy.IsValueCreated || mode == LazyThreadSafetyMode.PublicationOnly)
            return Published(lazy);
        Exclusive.Of(lazy).Enter();
        try
        {
            return Published(lazy);
        }
        finally
        {
            if (Exclusive.Of(lazy).IsMine)
                Exclusive.Of(lazy).Exit();
        }
    }

    private static T Published<T>(Lazy<T> lazy)
    {
        Act.Run.Acquire(lazy);
        var value = lazy.Value;
        Act.Run.Release(lazy);
        return value;
    }
}

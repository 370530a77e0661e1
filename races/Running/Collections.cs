using System.Collections;
using System.Collections.Concurrent;
using System.Text;

namespace TrainingCamp.Races.Running;

/// <summary>Which objects are collections that threads must not share without a lock, and which take care of themselves.</summary>
internal static class Collections
{
    private static readonly ConcurrentDictionary<Type, Kind> Kinds = [];

    private enum Kind
    {
        Other,
        Shared,
        ThreadSafe,
    }

    public static bool IsShared(object value) => KindOf(value) == Kind.Shared;

    public static bool IsThreadSafe(object value) => KindOf(value) == Kind.ThreadSafe;

    private static Kind KindOf(object value) => Kinds.GetOrAdd(value.GetType(), type => type switch
    {
        { IsArray: true } => Kind.Shared,
        { Namespace: "System.Collections.Concurrent" } => Kind.ThreadSafe,
        { IsNested: true } => Kind.Other,
        { Namespace: "System.Collections.Generic" or "System.Collections" or "System.Collections.ObjectModel" } when typeof(IEnumerable).IsAssignableFrom(type) => Kind.Shared,
        _ => type == typeof(StringBuilder) || type == typeof(Random) ? Kind.Shared : Kind.Other,
    });
}

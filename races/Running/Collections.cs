using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TrainingCamp.Races.Running;

/// <summary>Which objects threads must not share without a lock, collections above all, and which take care of themselves.</summary>
internal static class Collections
{
    /// <summary>Other objects of the framework that one thread at a time may use: what they keep changes with nearly every call.</summary>
    public static readonly Type[] OfOneThread =
    [
        typeof(Random), typeof(ArrayBufferWriter<>), typeof(StringBuilder), typeof(Encoder), typeof(Decoder), typeof(Utf8JsonWriter),
        typeof(MemoryStream), typeof(StringReader), typeof(StringWriter), typeof(StreamReader), typeof(StreamWriter), typeof(BinaryReader), typeof(BinaryWriter),
        typeof(HashAlgorithm), typeof(IncrementalHash),
    ];

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
        { IsNested: false, Namespace: "System.Collections.Generic" or "System.Collections" or "System.Collections.ObjectModel" } when typeof(IEnumerable).IsAssignableFrom(type) => Kind.Shared,
        _ => IsOfOneThread(type) ? Kind.Shared : Kind.Other,
    });

    // Random.Shared is of a type of its own.
    private static bool IsOfOneThread(Type type) =>
        type == typeof(Random) || OfOneThread.Any(known => known != typeof(Random) && (known.IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == known)));
}

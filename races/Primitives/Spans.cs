using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

// What touches a whole span touches each of its elements.
[Replaces(typeof(Span<>), Harmless = "*")]
public static class Spans
{
    public static void Fill<T>(ref Span<T> span, T value)
    {
        Touch((ReadOnlySpan<T>)span, writes: true);
        span.Fill(value);
    }

    public static void Clear<T>(ref Span<T> span)
    {
        Touch((ReadOnlySpan<T>)span, writes: true);
        span.Clear();
    }

    public static void CopyTo<T>(ref Span<T> span, Span<T> destination)
    {
        Touch((ReadOnlySpan<T>)span, writes: false);
        Touch((ReadOnlySpan<T>)destination, writes: true);
        span.CopyTo(destination);
    }

    public static T[] ToArray<T>(ref Span<T> span)
    {
        Touch((ReadOnlySpan<T>)span, writes: false);
        return span.ToArray();
    }

    internal static void Touch<T>(ReadOnlySpan<T> span, bool writes)
    {
        if (Strand.Current is not { } me)
            return;
        for (var index = 0; index < span.Length; index++)
        {
            ref var element = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(span), index));
            if (me.Addresses.Find(ref element, null) is not { } cell)
                return;
            Hooks.Touch(me, cell, me.At, writes, atomic: false);
        }
    }
}

[Replaces(typeof(ReadOnlySpan<>), Harmless = "*")]
public static class ReadOnlySpans
{
    public static void CopyTo<T>(ref ReadOnlySpan<T> span, Span<T> destination)
    {
        Spans.Touch(span, writes: false);
        Spans.Touch((ReadOnlySpan<T>)destination, writes: true);
        span.CopyTo(destination);
    }

    public static T[] ToArray<T>(ref ReadOnlySpan<T> span)
    {
        Spans.Touch(span, writes: false);
        return span.ToArray();
    }
}

[Replaces(typeof(Memory<>), Harmless = "*")]
public static class Memories
{
    public static Span<T> get_Span<T>(ref Memory<T> memory)
    {
        if (MemoryMarshal.TryGetArray<T>(memory, out var array))
            Pointers.ToElements(array.Array);
        return memory.Span;
    }
}

[Replaces(typeof(ReadOnlyMemory<>), Harmless = "*")]
public static class ReadOnlyMemories
{
    public static ReadOnlySpan<T> get_Span<T>(ref ReadOnlyMemory<T> memory)
    {
        if (MemoryMarshal.TryGetArray(memory, out var array))
            Pointers.ToElements(array.Array);
        return memory.Span;
    }
}

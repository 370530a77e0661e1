using System.ComponentModel;
using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Running;

/// <summary>What rewritten code calls before it touches memory. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Hooks
{
    public static void At(int site)
    {
        if (Strand.Of(site) is { } me)
            me.At = site;
    }

    /// <summary>A field of an object.</summary>
    public static void Field(object? owner, int site)
    {
        if (Strand.Of(site) is { } me && owner is not null)
            Touch(me, FieldCell(me, owner, site), site);
    }

    public static void Static(int site)
    {
        if (Strand.Of(site) is { } me)
            Touch(me, FieldCell(me, null, site), site);
    }

    /// <summary>A static field of a generic type, which each construction of the type has for itself.</summary>
    public static void StaticOf(RuntimeTypeHandle type, int site)
    {
        if (Strand.Of(site) is { } me)
            Touch(me, FieldCell(me, Type.GetTypeFromHandle(type), site), site);
    }

    /// <summary>A field of a struct, reached through a pointer.</summary>
    public static void Inner(ref byte structure, int site)
    {
        if (Strand.Of(site) is { } me && InnerCell(me, ref structure, site) is { } cell)
            Touch(me, cell, site);
    }

    /// <summary>What a pointer points to.</summary>
    public static void Indirect(ref byte address, int site)
    {
        if (Strand.Of(site) is { } me && me.Addresses.Find(ref address, null) is { } cell)
            Touch(me, cell, site);
    }

    /// <summary>Interlocked and Volatile. A pointer that is not known leads to a local variable, which nobody else sees.</summary>
    public static void Atomic(ref byte address, int site)
    {
        if (Strand.Of(site) is not { } me)
            return;
        if (me.Addresses.Find(ref address, null) is { } cell)
            Touch(me, cell, site);
        else
            me.Run.Turn(me);
    }

    public static void Element(Array? array, int index, int site)
    {
        if (Strand.Of(site) is { } me && array is not null && (uint)index < (uint)array.Length)
            Touch(me, me.Run.Memory.Element(array, index), site);
    }

    /// <summary>The contents of a collection, or whatever else the object holds.</summary>
    public static void Contents(object? collection, int site)
    {
        if (Strand.Of(site) is not { } me || collection is null)
            return;
        if (Collections.IsShared(collection))
            Touch(me, me.Run.Memory.Contents(collection), site);
        else if (Collections.IsThreadSafe(collection))
            Synchronized(me, collection, site);
    }

    /// <summary>The object has this name: it was read from a field.</summary>
    public static void Seen(object? value, int site)
    {
        if (Strand.Of(site) is { } me && value is not null)
            me.Run.Names.Seen(value, me.Run.Sites[site].Name);
    }

    internal static Cell FieldCell(Strand me, object? owner, int site)
    {
        var known = me.Run.Sites[site];
        return me.Run.Memory.Field(owner, known.Key, known.Name);
    }

    internal static Cell? InnerCell(Strand me, ref byte structure, int site)
    {
        var known = me.Run.Sites[site];
        return me.Addresses.Find(ref structure, known.Declaring)?.Part(known.Key, () => known.Name);
    }

    internal static void Touch(Strand me, Cell cell, int site)
    {
        var how = me.Run.Sites[site];
        Touch(me, cell, site, how.Writes, how.Atomic, how.Updates);
    }

    internal static void Touch(Strand me, Cell cell, int site, bool writes, bool atomic, bool updates = false)
    {
        var run = me.Run;
        me.At = site;
        run.Turn(me);
        me.At = site;
        run.Record(me, updates ? "updates" : writes ? "writes" : "reads", cell);
        if (atomic)
            me.Clock.Join(cell.Published);
        var access = new Access(me, me.Actor, me.Slot, me.Time, site, writes, atomic, me.Held, run.Trace.Count);
        if (cell.Conflict(access, me.Clock) is { } earlier)
            run.ReportRace(cell, earlier, access);
        if (atomic && writes)
            Publish(cell, run, joins: updates);
    }

    // Who reads the value knows what its writer knew. An update keeps what those before it had published, a plain write does not.
    private static void Publish(Cell cell, Run run, bool joins)
    {
        var known = run.Known();
        if (joins)
            known.Join(cell.Published);
        cell.Published = known;
    }

    private static void Synchronized(Strand me, object collection, int site)
    {
        me.At = site;
        me.Run.Turn(me);
        me.At = site;
        me.Run.Record(me, me.Run.Sites[site].Writes ? "changes" : "looks into", collection);
        me.Run.Acquire(collection);
        me.Run.Release(collection);
    }
}

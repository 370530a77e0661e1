using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Running;

/// <summary>What rewritten code calls after it has taken the address of something. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pointers
{
    public static void ToField(ref byte address, object? owner, int site)
    {
        if (Strand.Of(site) is { } me && owner is not null)
            me.Addresses.Note(ref address, owner, Hooks.FieldCell(me, owner, site), me.Run.Sites[site].Type);
    }

    public static void ToStatic(ref byte address, int site)
    {
        if (Strand.Of(site) is { } me)
            me.Addresses.NoteStatic(ref address, Hooks.FieldCell(me, null, site), me.Run.Sites[site].Type);
    }

    public static void ToStaticOf(ref byte address, RuntimeTypeHandle type, int site)
    {
        if (Strand.Of(site) is { } me)
            me.Addresses.NoteStatic(ref address, Hooks.FieldCell(me, Type.GetTypeFromHandle(type), site), me.Run.Sites[site].Type);
    }

    public static void ToInner(ref byte address, ref byte structure, int site)
    {
        if (Strand.Of(site) is not { } me || Hooks.InnerCell(me, ref structure, site) is not { } cell)
            return;
        if (cell.Owner is { } owner and not Type)
            me.Addresses.Note(ref address, owner, cell, me.Run.Sites[site].Type);
        else
            me.Addresses.NoteStatic(ref address, cell, me.Run.Sites[site].Type);
    }

    public static void ToElement(ref byte address, Array array, int index, int site)
    {
        if (Strand.Of(site) is { } me)
            me.Addresses.Note(ref address, array, me.Run.Memory.Element(array, index), me.Run.Sites[site].Type);
    }

    /// <summary>A span or memory over an array, or over what a list holds.</summary>
    public static void ToElements(Array? array)
    {
        if (Strand.Current is { } me && array is { Length: > 0 })
            me.Addresses.NoteElements(array, SizeOfElement(array), index => me.Run.Memory.Element(array, index));
    }

    private static int SizeOfElement(Array array) => RuntimeHelpers.SizeOf(array.GetType().GetElementType()!.TypeHandle);
}

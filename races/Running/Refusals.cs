using System.ComponentModel;

namespace TrainingCamp.Races.Running;

/// <summary>What rewritten code calls in front of something that the exploration does not know. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Refusals
{
    /// <summary>A member of System.Threading without a stand-in: nothing is claimed of a schedule that uses it.</summary>
    public static void NotChecked(int site)
    {
        if (Strand.Of(site) is not { } me)
            return;
        me.At = site;
        me.Run.Fail(Finding.Kinds.NotChecked, me, me.Run.Sites[site].Name);
    }

    /// <summary>Async work that ends outside of the schedule: a file, a socket.</summary>
    public static void Foreign(int site)
    {
        if (Strand.Of(site) is not { } me)
            return;
        me.At = site;
        me.Run.Foreign = true;
    }
}

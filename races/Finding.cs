namespace TrainingCamp.Races;

/// <summary>What is wrong in a schedule.</summary>
/// <param name="Headline">One line: "DATA RACE on Counter._count".</param>
/// <param name="Report">All of it, for a person to read. The same seed gives the same text, byte for byte.</param>
/// <param name="Seed">The schedule in which it shows.</param>
/// <param name="Length">The steps that the report draws.</param>
public sealed record Finding(Finding.Kinds Kind, string Headline, string Report, int Seed, int Length)
{
    /// <summary>What sort of thing is wrong.</summary>
    public enum Kinds
    {
        /// <summary>Two accesses to the same memory, one of them a write, that nothing orders.</summary>
        Race,

        /// <summary>Nothing can run any more, and the test has not ended.</summary>
        Deadlock,

        /// <summary>As a deadlock; somebody waits for a signal that came before the wait.</summary>
        LostWakeUp,

        /// <summary>The schedule does not come to an end.</summary>
        Livelock,

        /// <summary>The test has ended, and something that it started never will.</summary>
        Leak,

        /// <summary>The test failed, or something in it, under this schedule.</summary>
        Failed,

        /// <summary>The code uses something that the exploration does not know; nothing is claimed.</summary>
        NotChecked,

        /// <summary>A call that is not under control blocks, or a loop never ends; nothing is claimed.</summary>
        OutOfControl,
    }
}

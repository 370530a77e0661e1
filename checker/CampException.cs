namespace TrainingCamp.Checker;

/// <summary>Something the user can put right: the message names the fault, what would be valid, and the next command.</summary>
internal sealed class CampException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The command was used wrongly.</summary>
    public static CampException Usage(string message) => new(ExitCodes.Usage, message);

    /// <summary>The workspace, a lesson or the machine is not as it should be.</summary>
    public static CampException Broken(string message) => new(ExitCodes.Broken, message);
}

namespace Camp.Predict;

/// <summary>Tells why a file could not be opened.</summary>
public static class Sharing
{
    private const int Windows = 32;
    private const int Linux = 11;
    private const int MacOS = 35;

    /// <summary>Whether the file is open elsewhere with <see cref="FileShare.None"/>; a full disk, for one, is something else.</summary>
    public static bool IsViolation(IOException error) =>
        (error.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? Windows : OperatingSystem.IsMacOS() ? MacOS : Linux);
}

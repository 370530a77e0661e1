namespace TrainingCamp.TestHost;

/// <summary>
/// The file through which a process of .NET can be asked for a dump. The runtime deletes it at an orderly end; a process that is killed
/// leaves it behind.
/// </summary>
internal static class DiagnosticSocket
{
    /// <summary>Deletes that of a process. What cannot be deleted stays.</summary>
    public static void Delete(int processId)
    {
        try
        {
            foreach (var socket in Directory.EnumerateFiles(Path.GetTempPath(), $"dotnet-diagnostic-{processId}-*-socket"))
                File.Delete(socket);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A stray file; that the process ends is what matters.
        }
    }
}

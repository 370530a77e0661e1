using System.Reflection;
using VerifyXunit;

namespace Camp.Testing;

/// <summary>
/// The same as Snapshots.cs on Verify, for those whose package feed has it: <c>dotnet test -p:SnapshotLibrary=Verify</c>.
/// </summary>
public static class Snapshots
{
    private static readonly string Folder = typeof(Snapshots).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "SnapshotFolder").Value!;

    /// <summary>Fails when <paramref name="actual"/> differs from the accepted text, or when there is none.</summary>
    public static async Task Match(string name, string actual)
    {
        await Verifier.Verify(actual).UseDirectory(Folder).UseFileName(name).DisableDiff();
    }
}

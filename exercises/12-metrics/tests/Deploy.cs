using System.Reflection;

namespace Camp.Metrics.Tests;

/// <summary>The files under deploy/.</summary>
public static class Deploy
{
    private static readonly string s_folder = typeof(Deploy).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "DeployFolder").Value!;

    public static string Read(string file) => File.ReadAllText(Path.Combine(s_folder, file));
}

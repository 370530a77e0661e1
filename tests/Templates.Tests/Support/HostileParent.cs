namespace Camp.Templates.Tests.Support;

/// <summary>All that a folder above can do to a project: other versions, other settings, a target that stops the build.</summary>
internal static class HostileParent
{
    /// <returns>The folder.</returns>
    public static string In(string root)
    {
        File.WriteAllText(Path.Combine(root, "Directory.Packages.props"), """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="xunit.v3.mtp-off" Version="0.0.1" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), """
            <Project>
              <PropertyGroup>
                <TargetFramework>netstandard2.0</TargetFramework>
                <LangVersion>7.3</LangVersion>
                <ImplicitUsings>disable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisMode>All</AnalysisMode>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(root, "Directory.Build.targets"), """
            <Project>
              <Target Name="Stop" BeforeTargets="CoreCompile"><Error Text="A target from above reached this project." /></Target>
            </Project>
            """);
        return root;
    }
}

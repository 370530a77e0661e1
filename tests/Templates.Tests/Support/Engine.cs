using Microsoft.TemplateEngine.Abstractions;
using Microsoft.TemplateEngine.Abstractions.Installer;
using Microsoft.TemplateEngine.Edge;
using Microsoft.TemplateEngine.Edge.Settings;
using Microsoft.TemplateEngine.Edge.Template;
using Xunit;

namespace Camp.Templates.Tests.Support;

/// <summary>The SDK's template engine in this process: 15 ms a template where the command line takes 500, and no post actions.</summary>
internal sealed class Engine(string settings) : IDisposable
{
    private readonly EngineEnvironmentSettings _environment = new(
        new DefaultTemplateEngineHost("camp-tests", "1.0", builtIns:
        [
            .. Microsoft.TemplateEngine.Edge.Components.AllComponents,
            .. Microsoft.TemplateEngine.Orchestrator.RunnableProjects.Components.AllComponents,
        ]),
        settingsLocation: settings);

    /// <summary>Reads all templates below a folder or in a nupkg, invalid ones too, with everything the scanner says of them.</summary>
    public async Task<IReadOnlyList<Scanned>> Scan(string source)
    {
        using var result = await new Scanner(_environment).ScanAsync(source, logValidationResults: false,
            returnInvalidTemplates: true, TestContext.Current.CancellationToken);
        return result.Templates.Select(Scanned.From).ToArray();
    }

    /// <summary>Installs a folder or a nupkg.</summary>
    /// <returns>All templates that are installed now.</returns>
    public async Task<IReadOnlyList<ITemplateInfo>> Install(string source)
    {
        using var packages = new TemplatePackageManager(_environment);
        var results = await packages.GetBuiltInManagedProvider()
            .InstallAsync([new InstallRequest(source)], TestContext.Current.CancellationToken);
        Assert.All(results, result => Assert.True(result.Success, result.ErrorMessage));
        return await packages.GetTemplatesAsync(TestContext.Current.CancellationToken);
    }

    /// <param name="template">The template.</param>
    /// <param name="name">What -n would say.</param>
    /// <param name="folder">What -o would say. Files that are there are overwritten: only the command line asks first.</param>
    /// <param name="switches">Ids of symbols that are true.</param>
    public Task<ITemplateCreationResult> Create(
        ITemplateInfo template, string name, string folder, params IEnumerable<string> switches) =>
        CreateWith(template, name, folder, switches.ToDictionary(id => id, _ => (string?)"true"));

    /// <param name="template">The template.</param>
    /// <param name="name">What -n would say.</param>
    /// <param name="folder">What -o would say.</param>
    /// <param name="values">Ids of symbols with their values.</param>
    public async Task<ITemplateCreationResult> CreateWith(
        ITemplateInfo template, string name, string folder, IReadOnlyDictionary<string, string?> values)
    {
        var result = await new TemplateCreator(_environment).InstantiateAsync(
            template, name, "fallback", folder, values, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Status == CreationResultStatus.Success, $"{template.Identity}: {result.Status} {result.ErrorMessage}");
        return result;
    }

    public void Dispose() => _environment.Dispose();
}

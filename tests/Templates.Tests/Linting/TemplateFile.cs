using System.Text.Json.Nodes;
using Camp.Templates.Tests.Support;

namespace Camp.Templates.Tests.Linting;

/// <summary>A template.json with the files beside it.</summary>
/// <param name="Folder">The template's folder name, such as 05-sync.</param>
/// <param name="Json">The configuration.</param>
/// <param name="HostJson">dotnetcli.host.json, when there is one.</param>
/// <param name="Languages">The translated texts: language, then key and text.</param>
internal sealed record TemplateFile(
    string Folder, JsonObject Json, JsonObject? HostJson, IReadOnlyDictionary<string, JsonObject> Languages)
{
    /// <summary>All templates of this repository.</summary>
    public static IReadOnlyList<TemplateFile> All() => Directory.GetDirectories(Repository.PathOf("templates"))
        .Where(folder => File.Exists(Path.Combine(folder, ".template.config", "template.json")))
        .Select(Read).OrderBy(template => template.Folder, StringComparer.Ordinal).ToArray();

    public IEnumerable<(string Id, JsonObject Symbol)> Symbols() => Named("symbols");

    public IEnumerable<(string Id, JsonObject Form)> Forms() => Named("forms");

    public IEnumerable<JsonObject> List(string property) => ObjectsOf(Json[property]);

    public static IEnumerable<JsonObject> ObjectsOf(JsonNode? array) =>
        (array as JsonArray ?? []).OfType<JsonObject>();

    public static string? Text(JsonNode? node) => (node as JsonValue)?.ToString();

    private IEnumerable<(string, JsonObject)> Named(string property) =>
        (Json[property] as JsonObject ?? []).Select(pair => (pair.Key, (JsonObject)pair.Value!));

    private static TemplateFile Read(string folder)
    {
        var config = Path.Combine(folder, ".template.config");
        var host = Path.Combine(config, "dotnetcli.host.json");
        var localize = Path.Combine(config, "localize");
        var languages = Directory.Exists(localize) ? Directory.GetFiles(localize, "templatestrings.*.json") : [];
        return new(
            Path.GetFileName(folder),
            Parse(Path.Combine(config, "template.json")),
            File.Exists(host) ? Parse(host) : null,
            languages.ToDictionary(file => Path.GetFileName(file).Split('.')[1], Parse));
    }

    private static JsonObject Parse(string file) => (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
}

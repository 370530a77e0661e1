using System.Text.Json.Nodes;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>All lessons' templates are one template: what <c>camp-lesson</c> writes today, except for the texts.</summary>
public sealed class LessonTemplateTests(Pack pack)
{
    private static readonly string[] Texts = ["name", "description", "classifications"];

    public static TheoryData<string> Lessons => new(Repository.Lessons);

    [Theory, MemberData(nameof(Lessons))]
    public async Task A_lessons_template_is_as_camp_lesson_writes_it(string lesson)
    {
        var folder = pack.EmptyFolder();
        await pack.Engine.Create(pack.Template("camp-lesson"), lesson, folder);
        foreach (var file in new[] { "template.json", "dotnetcli.host.json", "localize/templatestrings.zh-Hans.json" })
        {
            var path = $"templates/{lesson}/.template.config/{file}";
            var (expected, actual) = (WithoutTexts(Path.Combine(folder, path)), WithoutTexts(Repository.PathOf(path)));
            // A lesson about HTTP takes the test support for HTTP too.
            if (IsWeb(lesson))
                expected = expected.Replace("        \"tests/*.cs\"\n", "        \"tests/*.cs\",\n        \"tests/web/*.cs\"\n", StringComparison.Ordinal);
            Assert.True(expected == actual, $"{path} differs from what 'dotnet new camp-lesson -n {lesson}' writes:\n{expected}\n{actual}");
        }
    }

    // The scanner asks for a source name; lessons must not replace anything by name, so theirs is a word nobody writes.
    [Theory, MemberData(nameof(Lessons))]
    public async Task The_source_name_occurs_nowhere(string lesson)
    {
        var template = JsonNode.Parse(File.ReadAllText(Repository.PathOf($"templates/{lesson}/.template.config/template.json")))!;
        var sourceName = template["sourceName"]!.ToString();
        Faults.None(from file in await Repository.Files()
                    where file.StartsWith("exercises/", StringComparison.Ordinal) || file.StartsWith("solutions/", StringComparison.Ordinal) || file.StartsWith("content/", StringComparison.Ordinal)
                    where (file + File.ReadAllText(Repository.PathOf(file))).Contains(sourceName, StringComparison.OrdinalIgnoreCase)
                    select $"'{sourceName}' occurs in {file}.");
    }

    private static bool IsWeb(string lesson) =>
        File.ReadAllText(Folder.Project(Repository.PathOf($"exercises/{lesson}"))).Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal);

    private static string WithoutTexts(string file)
    {
        var json = (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
        foreach (var text in Texts)
            json.Remove(text);
        RemoveService(json);
        return json.ToJsonString(new() { WriteIndented = true });
    }

    // The capstone takes the service's sources too, and says which of its options are chosen.
    private static void RemoveService(JsonObject json)
    {
        if (json["sources"] is not JsonArray sources || sources.FirstOrDefault(source => source!["target"]?.ToString() == "./service/") is not { } service)
            return;
        sources.Remove(service);
        var symbols = (JsonObject)json["symbols"]!;
        foreach (var chosen in symbols.Where(pair => pair.Value!["type"]!.ToString() == "computed").Select(pair => pair.Key).ToList())
            symbols.Remove(chosen);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Camp.Templates.Tests.Linting;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

public sealed class LintTests
{
    [Fact]
    public void Our_templates_have_no_fault()
    {
        Faults.None(Lint.Check(TemplateFile.All()));
    }

    [Fact]
    public void A_sound_template_passes()
    {
        Assert.Empty(Lint.Check([Sample("{}")]));
    }

    [Theory]
    [InlineData("""{ "shortName": "console" }""", "short name 'console' should be 'camp-sync'")]
    [InlineData("""{ "shortName": ["camp-sync", "sync"] }""", "should be 'camp-sync'")]
    [InlineData("""{ "constraints": null }""", "sdk-version")]
    [InlineData("""{ "symbols": { "fast": { "type": "paramter" } } }""", "type 'paramter'")]
    [InlineData("""{ "symbols": { "name": { "type": "parameter" } } }""", "called 'name'")]
    [InlineData("""{ "symbols": { "fast": { "type": "parameter", "datatype": "bool", "defaultValue": "no" } } }""", "valid are true, false")]
    [InlineData("""{ "symbols": { "fast": { "type": "parameter", "datatype": "bool" } } }""", "defaultValue ''")]
    [InlineData("""{ "symbols": { "db": { "type": "parameter", "datatype": "choice", "defaultValue": "c", "choices": [{ "choice": "a" }] } } }""", "valid are a")]
    [InlineData("""{ "symbols": { "file": { "type": "derived", "valueSource": "nmae", "valueTransform": "lowerCase" } } }""", "'nmae'")]
    [InlineData("""{ "symbols": { "file": { "type": "derived", "valueSource": "name", "valueTransform": "smaller" } } }""", "form 'smaller'")]
    [InlineData("""{ "forms": { "short": { "identifier": "chain", "steps": ["smaller"] } } }""", "step 'smaller'")]
    [InlineData("""{ "sources": [{ "modifiers": [{ "condition": "(fsat)", "exclude": ["a"] }] }] }""", "'fsat', which is no symbol")]
    [InlineData("""{ "primaryOutputs": [{ "path": "a", "condition": "(name" }] }""", "unbalanced")]
    [InlineData("""{ "symbols": { "both": { "type": "computed", "value": "(a && b)" } } }""", "'a', which is no symbol")]
    [InlineData("""{ "postActions": [{ "continueOnError": true, "manualInstructions": [{ "text": "x" }] }] }""", "an id of its own")]
    [InlineData("""{ "postActions": [{ "id": "x", "actionId": "210d431b-a78b-4d2f-b762-4ed3e3ea9025", "manualInstructions": [{ "text": "x" }] }] }""", "continueOnError")]
    [InlineData("""{ "postActions": [{ "id": "x", "continueOnError": true }] }""", "no manual instructions")]
    [InlineData("""{ "postActions": [{ "id": "x", "continueOnError": true, "actionId": "3a7c4b45-1f5d-4a30-959a-51b88e82b5d2" }] }""", "runs a script")]
    [InlineData("""{ "author": "Somebody" }""", "zh-Hans has no 'author'")]
    [InlineData("""{ "name": null }""", "zh-Hans has 'name'")]
    public void A_fault_is_named(string change, string fault)
    {
        Assert.Contains(Lint.Check([Sample(change)]), found => found.StartsWith("05-sync: ", StringComparison.Ordinal) && found.Contains(fault));
    }

    [Fact]
    public void A_short_name_used_twice_is_named()
    {
        Assert.Contains("short name 'camp-sync' is used by 05-sync and 06-sync.",
            Lint.Check([Sample("{}"), Sample("{}") with { Folder = "06-sync" }]));
    }

    [Fact]
    public void An_option_of_the_command_line_that_is_no_parameter_is_named()
    {
        var host = (JsonObject)JsonNode.Parse("""{ "symbolInfo": { "fast": { "longName": "fast" } } }""")!;
        Assert.Contains("05-sync: dotnetcli.host.json names 'fast', which is no parameter.",
            Lint.Check([Sample("{}") with { HostJson = host }]));
    }

    // "#if !X" counts as true whatever X is; "#if (!X)" is right.
    [Fact]
    public async Task A_negated_directive_has_its_parentheses()
    {
        Faults.None(from file in await Repository.Files()
                    where file.StartsWith("templates/", StringComparison.Ordinal)
                    where Regex.IsMatch(File.ReadAllText(Repository.PathOf(file)), @"#(if|elseif)\s+!")
                    select $"{file} has an '#if !…'; write '#if (!…)'.");
    }

    // A null takes the property away.
    private static TemplateFile Sample(string change)
    {
        var json = (JsonObject)JsonNode.Parse("""
            { "identity": "Sync", "name": "Sync", "shortName": "camp-sync", "constraints": { "sdk": { "type": "sdk-version" } } }
            """)!;
        foreach (var (key, value) in (JsonObject)JsonNode.Parse(change)!)
            json[key] = value?.DeepClone();
        foreach (var key in json.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray())
            json.Remove(key);
        var chinese = (JsonObject)JsonNode.Parse("""{ "name": "同步" }""")!;
        return new("05-sync", json, null, new Dictionary<string, JsonObject> { ["zh-Hans"] = chinese });
    }
}

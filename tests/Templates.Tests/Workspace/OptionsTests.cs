using System.Text.RegularExpressions;
using System.Xml.Linq;
using Camp.Templates.Tests.Linting;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests.Workspace;

/// <summary>The options of the workspace: any of them together.</summary>
public sealed partial class OptionsTests(Pack pack)
{
    // What would tell of an option that was not chosen, in a file's name or its text.
    private static readonly (string Option, string Value, Regex Trace)[] Traces =
    [
        ("database", "sqlite", Trace("sqlite|users\\.db")),
        ("database", "postgres", Trace("postgres|npgsql|pg_")),
        ("broker", "channels", Trace("ChannelBroker|dead_letters \\(|DeadLetterTable")),
        ("broker", "kafka", Trace("kafka")),
        ("limiter", "memory", Trace("MemoryWindows")),
        ("limiter", "redis", Trace("redis")),
        ("auth", "true", Trace("jwt|bearer|bcrypt|SigningKey|signing-key|13-users|\\blogins?\\b")),
        ("metrics", "true", Trace("prometheus|grafana|opentelemetry|ServiceMetrics|12-metrics|\"/metrics")),
        ("docker", "true", Trace("dockerfile|compose")),
        ("kubernetes", "true", Trace("k8s|kubernetes|kubectl")),
        ("ci", "github", Trace("\\.github|actions/checkout")),
    ];

    // Stands for no option: what the engine should have taken out.
    private const string Directives = "#if";

    [Fact]
    public void The_options_are_those_of_the_template()
    {
        var template = TemplateFile.All().Single(template => template.Folder == "camp");
        var parameters = template.Symbols().Where(pair => TemplateFile.Text(pair.Symbol["type"]) == "parameter" && pair.Id != "skipRestore")
            .Select(pair => (pair.Id, TemplateFile.Text(pair.Symbol["defaultValue"])!));
        Assert.Equal(Choices.Options.Select(option => (option.Option, option.Default)), parameters);
    }

    [Fact]
    public void Any_two_values_of_two_options_meet_in_a_row()
    {
        Faults.None(from first in Choices.Options
                    from second in Choices.Options
                    where string.CompareOrdinal(first.Option, second.Option) < 0
                    from one in new[] { first.Default, first.Other }
                    from two in new[] { second.Default, second.Other }
                    where !Choices.Pairwise.Any(row => row[first.Option] == one && row[second.Option] == two)
                    select $"--{first.Option} {one} with --{second.Option} {two} is never built.");
    }

    [Fact]
    public async Task No_combination_has_a_trace_of_what_was_not_chosen_or_a_directive_of_the_engine()
    {
        List<string> faults = [];
        // Most files come in most of the combinations, so each is searched once.
        Dictionary<(string File, string Text), IReadOnlyList<(string Option, string Value, string Words)>> searched = [];
        foreach (var choices in Choices.All)
        {
            var folder = await Scaffold(choices);
            // The list of versions is the lessons' too, and a version that nothing asks for brings no package.
            foreach (var file in Folder.Files(folder).Where(file => file != "Directory.Packages.props"))
            {
                var text = File.ReadAllText(Path.Combine(folder, file));
                if (!searched.TryGetValue((file, text), out var found))
                    searched.Add((file, text), found = Search(file, text));
                faults.AddRange(found.Where(trace => trace.Option == Directives || choices[trace.Option] != trace.Value).Select(trace => $"{choices}: '{trace.Words}' in {file}"));
            }
            Directory.Delete(folder, recursive: true);
        }
        Faults.None(faults.Take(50));
    }

    // options.props builds in this repository what template.json scaffolds: both leave out the same folders.
    [Fact]
    public void What_builds_here_is_what_is_scaffolded()
    {
        var template = TemplateFile.All().Single(template => template.Folder == "camp").Json.ToJsonString();
        var here = XDocument.Load(Repository.PathOf("templates/camp/.template.config/options.props")).Descendants("Compile")
            .SelectMany(item => item.Attribute("Remove")!.Value.Split(';')).Select(pattern => pattern.StartsWith("**/", StringComparison.Ordinal) ? pattern : "**/" + pattern);
        Faults.None(here.Where(pattern => !template.Contains($"\"{pattern}\"", StringComparison.Ordinal)).Select(pattern => $"template.json doesn't leave out '{pattern}'."));
    }

    private static IReadOnlyList<(string Option, string Value, string Words)> Search(string file, string text) =>
    [
        .. Traces.Select(trace => (trace.Option, trace.Value, Match: trace.Trace.Match(file + "\n" + text)))
            .Where(found => found.Match.Success).Select(found => (found.Option, found.Value, found.Match.Value)),
        .. Directive().Matches(text).Select(match => (Directives, "", match.Value)),
    ];

    private async Task<string> Scaffold(Choices choices)
    {
        var folder = pack.EmptyFolder("choice");
        await pack.Engine.CreateWith(pack.Template("camp"), "Shop", folder, choices.Values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        return folder;
    }

    private static Regex Trace(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.Compiled);

    // C# keeps no #if, so any that is left in it is the engine's.
    [GeneratedRegex(@"^\s*(//|<!--)?#(if|elif|elseif|else|endif)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();
}

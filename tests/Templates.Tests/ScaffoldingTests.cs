using System.Text.RegularExpressions;
using Camp.Templates.Tests.Support;
using Microsoft.TemplateEngine.Abstractions;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>Every template of the package, every switch, in process: whole folders.</summary>
public sealed partial class ScaffoldingTests(Pack pack)
{
    public static TheoryData<string> ShortNames => new(Linting.TemplateFile.All()
        .Select(template => template.Json["shortName"]!.ToString()));

    [Theory, MemberData(nameof(ShortNames))]
    public async Task Each_switch_gives_the_accepted_files_and_no_directive_of_the_engine_is_left_over(string shortName)
    {
        List<string> lines = [];
        List<string> leftOver = [];
        foreach (var choice in SwitchesOf(pack.Template(shortName)).Prepend(""))
        {
            var folder = pack.EmptyFolder();
            await pack.Engine.Create(pack.Template(shortName), "17-my-app", folder, choice is "" ? [] : [choice]);
            var files = Folder.Files(folder);
            lines.Add($"# {shortName} {choice}".TrimEnd());
            lines.AddRange(files);
            leftOver.AddRange(from file in files
                              where Directive().IsMatch(File.ReadAllText(Path.Combine(folder, file)))
                              select $"{shortName} {choice}: {file} still has an #if, #else or #endif of the template engine.");
        }

        Faults.None(leftOver);
        Accepted.Match("scaffolded-" + shortName, lines);
    }

    [Theory, MemberData(nameof(ShortNames))]
    public async Task Whatever_the_name_primary_outputs_are_there_and_every_file_system_and_MSBuild_take_the_files(string shortName)
    {
        foreach (var name in AwkwardNames.All)
        {
            var folder = pack.EmptyFolder();
            var created = await pack.Engine.Create(pack.Template(shortName), name, folder);
            Assert.NotEmpty(created.CreationResult!.PrimaryOutputs);
            Faults.None(from output in created.CreationResult.PrimaryOutputs
                        where !File.Exists(Path.Combine(folder, output.Path))
                        select $"{shortName} -n \"{name}\": primary output '{output.Path}' does not exist.");
            Faults.None(from file in Folder.Files(folder)
                        from part in file.Split('/')
                        where Unsafe().IsMatch(part)
                        select $"{shortName} -n \"{name}\": '{part}' in {file}.");
        }
    }

    private static IEnumerable<string> SwitchesOf(ITemplateInfo template) => template.ParameterDefinitions
        // Restoring is a post action: it makes no files here.
        .Where(parameter => parameter.DataType == "bool" && !parameter.Name.EndsWith("Restore", StringComparison.Ordinal)).Select(parameter => parameter.Name);

    [GeneratedRegex(@"(^|//|<!--)#(if|elif|elseif|else|endif)\b|//[-+]:cnd:noEmit", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex("""["*/:<>?\\|;$%@()&']|[. ]$|^ |^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)|^.{100}""")]
    private static partial Regex Unsafe();
}

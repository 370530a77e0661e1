using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

public sealed class ScannerTests(Pack pack)
{
    [Fact]
    public async Task The_scanner_of_the_SDK_finds_nothing_not_even_hints()
    {
        Faults.None(from template in await pack.Engine.Scan(pack.Nupkg)
                    from remark in template.Remarks
                    select $"{template.Config}: {remark}");
    }

    // JSON that does not parse, or has no identity, gives no entry and no remark.
    [Fact]
    public async Task The_scanner_sees_as_many_templates_as_there_are_files()
    {
        var files = (await Repository.Files()).Where(file => file.EndsWith(".template.config/template.json", StringComparison.Ordinal));
        Assert.Equal(files, (await pack.Engine.Scan(pack.Nupkg)).Select(template => template.Config.TrimStart('/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_template_that_names_a_missing_folder_is_an_error_to_the_scanner()
    {
        var broken = Broken("""{ "identity": "B", "name": "B", "shortName": "b", "sources": [{ "source": "./nowhere/" }] }""");
        Assert.Contains((await pack.Engine.Scan(broken)).Single().Remarks, remark => remark.Contains("MV012"));
    }

    [Fact]
    public async Task A_template_that_does_not_parse_gives_no_entry()
    {
        Assert.Empty(await pack.Engine.Scan(Broken("{ \"identity\": ")));
    }

    // The reason for the lint.
    [Fact]
    public async Task An_unknown_symbol_type_and_a_wrong_default_are_nothing_to_the_scanner()
    {
        var broken = Broken("""
            { "identity": "B", "name": "B", "shortName": "b", "author": "x", "symbols": {
                "fast": { "type": "paramter" },
                "slow": { "type": "parameter", "datatype": "bool", "defaultValue": "no" } } }
            """);
        Assert.DoesNotContain((await pack.Engine.Scan(broken)).Single().Remarks,
            remark => remark.Contains("fast") || remark.Contains("slow"));
    }

    // The reason for listing and instantiating instead.
    [Fact]
    public async Task An_installation_of_a_broken_template_exits_with_0()
    {
        var broken = Broken("""{ "identity": "B", "name": "B", "shortName": "b", "sources": [{ "source": "./nowhere/" }] }""");
        var installed = await Pack.Install(Path.Combine(pack.EmptyFolder(), "hive"), broken);
        Assert.Contains("MV012", installed.MustSucceed().Output);
    }

    private string Broken(string json)
    {
        var folder = pack.EmptyFolder("broken");
        Directory.CreateDirectory(Path.Combine(folder, ".template.config"));
        File.WriteAllText(Path.Combine(folder, ".template.config", "template.json"), json);
        return folder;
    }
}

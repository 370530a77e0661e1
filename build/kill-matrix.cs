#:package Spectre.Console
#:property PublishAot=false
// Which test rejects which wrong answer: dotnet build/kill-matrix.cs [05-sync …] [--last] [--markdown | --json]
// Checks every mistake under solutions/ against the test that it names and shows exercise × mistake × test. The result is also in
// artifacts/kill-matrix.md and artifacts/kill-matrix.json. Ends with 1 when there is a hole: a mistake that no test rejects,
// or an exercise with fewer than three mistakes.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

const int Fewest = 3;

var options = args.Where(arg => arg.StartsWith('-')).ToHashSet();
var root = Path.GetDirectoryName(Path.GetDirectoryName(ThisFile()))!;
var known = Directory.GetDirectories(Path.Combine(root, "solutions")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).ToList();
var lessons = args.Where(arg => !arg.StartsWith('-')).ToList();
if (options.Except(["--last", "--markdown", "--json"]).FirstOrDefault() is { } option)
    return Refuse($"\"{option}\" is not an option. Valid: --last, which shows the last run's result; --markdown; --json.");
if (lessons.Except(known).FirstOrDefault() is { } stranger)
    return Refuse($"\"{stranger}\" is not a lesson. Valid: {string.Join(", ", known)}.");
if (lessons.Count == 0)
    lessons = known;

var results = Path.Combine(root, "artifacts", "kill-matrix");
if (!options.Contains("--last"))
{
    foreach (var lesson in lessons)
        File.Delete(Path.Combine(results, lesson + ".json"));
    Check(lessons);
}

var rows = lessons.SelectMany(RowsOf).ToList();
var holes = Holes();
File.WriteAllText(Path.Combine(root, "artifacts", "kill-matrix.md"), Markdown());
File.WriteAllText(Path.Combine(root, "artifacts", "kill-matrix.json"), Json());
if (options.Contains("--json"))
    Console.WriteLine(Json());
else if (options.Contains("--markdown"))
    Console.WriteLine(Markdown());
else
    Show();
return holes.Count == 0 ? 0 : 1;

void Check(List<string> chosen)
{
    var filter = "FullyQualifiedName~Every_mistake&(" + string.Join('|', chosen.Select(lesson => $"DisplayName~{lesson}")) + ")";
    var start = new ProcessStartInfo("dotnet", ["test", Path.Combine(root, "tests", "Lessons.Tests"), "--nologo", "-v", "quiet", "--filter", filter])
    {
        RedirectStandardOutput = true,
    };
    using var test = Process.Start(start)!;
    // What fails is in the matrix; the rest goes beside it, so that --json and --markdown print nothing else.
    while (test.StandardOutput.ReadLine() is { } line)
        Console.Error.WriteLine(line);
    test.WaitForExit();
}

IEnumerable<Row> RowsOf(string lesson)
{
    var file = Path.Combine(results, lesson + ".json");
    if (!File.Exists(file))
        return [];
    return JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(kill => new Row(
        lesson, (string)kill!["exercise"]!, (string)kill["mistake"]!, (string)kill["description"]!, (string)kill["test"]!,
        (string)kill["outcome"]!, (int)kill["attempts"]!));
}

List<string> Holes()
{
    var found = rows.Where(row => row.Outcome.Length == 0).Select(row => $"{row.Exercise}: \"{row.Mistake}\" is not rejected by {row.Test}").ToList();
    foreach (var exercise in lessons.SelectMany(ExercisesOf))
        if (rows.Count(row => row.Exercise == exercise && row.Outcome.Length > 0) is < Fewest and var count)
            found.Add($"{exercise}: {count} rejected mistakes; at least {Fewest} are wanted");
    return found;
}

IEnumerable<string> ExercisesOf(string lesson)
{
    var text = File.ReadAllText(Path.Combine(root, "exercises", lesson, "lesson.json"));
    return JsonNode.Parse(text)!["exercises"]!.AsArray().Select(exercise => (string)exercise!["id"]!);
}

void Show()
{
    foreach (var exercise in rows.GroupBy(row => row.Exercise))
    {
        var table = new Table().Title($"[bold]{exercise.Key}[/]").Border(TableBorder.Simple).AddColumns("mistake", "rejected by", "as");
        foreach (var row in exercise)
            table.AddRow(Markup.Escape(row.Mistake), Markup.Escape(row.Test.Split('.')[^1]), row.Outcome.Length == 0 ? "[red]not rejected[/]" : row.Outcome + Again(row));
        AnsiConsole.Write(table);
    }

    foreach (var hole in holes)
        AnsiConsole.MarkupLine($"[red]hole:[/] {Markup.Escape(hole)}");
    AnsiConsole.WriteLine(Summary());
}

string Markdown()
{
    var text = new StringBuilder("# Kill matrix\n\n" + Summary() + "\n");
    foreach (var hole in holes)
        text.Append(CultureInfo.InvariantCulture, $"- hole: {hole}\n");
    foreach (var exercise in rows.GroupBy(row => row.Exercise))
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {exercise.Key}\n\n| mistake | what is wrong | rejected by | as |\n|---|---|---|---|\n");
        foreach (var row in exercise)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Mistake} | {row.Description.Replace("|", "\\|")} | {row.Test} | {(row.Outcome.Length == 0 ? "**not rejected**" : row.Outcome + Again(row))} |\n");
    }

    return text.ToString();
}

string Json() => JsonSerializer.Serialize(new { rows, holes }, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true });

string Summary() =>
    $"{rows.Count(row => row.Outcome.Length > 0)} of {rows.Count} mistakes in {rows.Select(row => row.Exercise).Distinct().Count()} exercises are rejected; {holes.Count} holes.";

static string Again(Row row) => row.Attempts > 1 ? $" (in run {row.Attempts})" : "";

static int Refuse(string fault)
{
    Console.Error.WriteLine(fault);
    return 2;
}

static string ThisFile([CallerFilePath] string path = "") => path;

internal sealed record Row(string Lesson, string Exercise, string Mistake, string Description, string Test, string Outcome, int Attempts);

using System.Text.Json;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Reports;

/// <summary>Writes what a report or a class page says, in the format asked for, and never over a file that is something else.</summary>
internal static class ReportWriter
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static readonly string[] Formats = ["json", "junit", "html"];

    // Every file of ours says so near its beginning.
    private static readonly string[] Marks = [$"\"format\": \"{Report.Name}\"", JUnit.Mark, Page.Mark];

    public static string Text(Report report, string format) => format switch
    {
        "junit" => JUnit.Of(report),
        "html" => LearnerPage.Of(report),
        _ => JsonSerializer.Serialize(report, Indented) + "\n",
    };

    /// <exception cref="CampException">There is a file of that name, and it is not a report.</exception>
    public static void Write(string path, string text)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw CampException.Usage(Messages.Say.OutputIsFolder(path));
        if (File.Exists(full) && !Marks.Any(mark => Beginning(full).Contains(mark, StringComparison.Ordinal)))
            throw CampException.Usage(Messages.Say.OutputIsNoReport(path));
        AtomicFile.Write(full, text);
    }

    private static string Beginning(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[500];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }
}

using System.Text.Json;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Lessons.Tests;

/// <summary>A mistake and what became of it.</summary>
/// <param name="Outcome">The verdict that rejected it, such as "failed" or "hung"; empty when nothing did.</param>
/// <param name="Attempts">Runs it took; more than one for a data race that did not show at first.</param>
internal sealed record Kill(Answer Mistake, string Outcome, int Attempts);

/// <summary>Leaves what <c>dotnet build/kill-matrix.cs</c> prints: artifacts/kill-matrix/05-sync.json.</summary>
internal static class KillMatrix
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(Lesson lesson, IEnumerable<Kill> kills)
    {
        var rows = from kill in kills
                   orderby kill.Mistake.Path
                   select new
                   {
                       Exercise = kill.Mistake.Exercise.Id,
                       Mistake = Path.GetFileNameWithoutExtension(kill.Mistake.Path),
                       kill.Mistake.Description,
                       Test = kill.Mistake.RejectedBy,
                       kill.Outcome,
                       kill.Attempts,
                   };
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "kill-matrix")).FullName;
        File.WriteAllText(Path.Combine(folder, Repository.FolderName(lesson) + ".json"), JsonSerializer.Serialize(rows, Indented));
    }
}

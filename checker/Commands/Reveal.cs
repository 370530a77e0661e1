using System.CommandLine;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Commands;

/// <summary>Guards the reference: it is shown after passing, or to those who ask for it in so many words.</summary>
internal static class Reveal
{
    public static Option<bool> Option() => new("--reveal") { Description = "Show it although the exercise is not passed yet." };

    /// <exception cref="CampException">Not passed and not revealed, or the tool has no reference for the lesson.</exception>
    public static string Reference(Session session, Selected selected, bool reveal, string command)
    {
        var id = selected.Exercise.Id;
        if (!reveal && !session.Progress.HasPassed(id))
            throw CampException.Usage($"\"{id}\" is not passed yet. A hint helps more: camp hint {id}. To see the reference all the same: camp {command} {id} --reveal");
        return session.Pristine.Reference(selected)
            ?? throw CampException.Broken($"This camp has no reference for \"{id}\": the lesson is newer than the tool, or your own. Update: dotnet tool update TrainingCamp.Checker");
    }
}

using System.CommandLine;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>Guards the reference: it is shown after passing, or to those who ask for it in so many words.</summary>
internal static class Reveal
{
    public static Option<bool> Option() => new("--reveal") { Description = Messages.Say.RevealOption };

    /// <exception cref="CampException">Not passed and not revealed, or the tool has no reference for the lesson.</exception>
    public static string Reference(Session session, Selected selected, bool reveal, string command)
    {
        var id = selected.Exercise.Id;
        if (!reveal && !session.Progress.HasPassed(id))
            throw CampException.Usage(Messages.Say.NotPassedYet(id, command));
        return session.Pristine.Reference(selected)
            ?? throw CampException.Broken(Messages.Say.NoReference(id));
    }
}

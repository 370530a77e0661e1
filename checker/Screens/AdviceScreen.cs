using TrainingCamp.Checker.Advising;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Screens;

/// <summary>Shows remarks, each with its tone as a word.</summary>
internal static class AdviceScreen
{
    /// <summary>Remarks shown on one file; more would drown the verdict.</summary>
    private const int MostShown = 4;

    public static void Show(Screen screen, IReadOnlyList<Remark> remarks)
    {
        foreach (var remark in remarks.Take(MostShown))
        {
            var (colour, word) = Look(remark.Tone);
            var place = remark.Line == 0 ? "" : $"{Path.GetFileName(remark.File)}:{remark.Line} ";
            var code = remark.Code.Length == 0 ? "" : $" ({remark.Code})";
            screen.Line($"      [{colour}]{word}:[/] {Spectre.Console.Markup.Escape(place + remark.Text + code)}");
        }

        if (remarks.Count > MostShown)
            screen.Text($"      {Messages.Say.MoreRemarks(remarks.Count - MostShown)}");
    }

    private static (string Colour, string Word) Look(Tone tone) => tone switch
    {
        Tone.Essential => ("red", Messages.Say.Essential),
        Tone.Actionable => ("yellow", Messages.Say.Actionable),
        Tone.Informative => ("blue", Messages.Say.Informative),
        _ => ("green", Messages.Say.Celebratory),
    };
}

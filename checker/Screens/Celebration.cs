using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Screens;

/// <summary>Shown when nothing is left to pass, in a lesson or in the whole camp.</summary>
internal static class Celebration
{
    private const string Tent = """
                 |>
                /\
               /  \
              / /\ \
          ___/_/  \_\___
        """;

    public static void Of(Screen screen, IReadOnlyList<Selected> done, ProgressFile progress)
    {
        var ids = done.Select(selected => selected.Exercise.Id).ToList();
        var days = ids.Select(progress.PassedOn).OfType<DateOnly>().Distinct().Count();
        // A picture made of characters is noise to those who have the screen read to them.
        if (!screen.Plain)
            screen.Indented(Tent, 2, "green");
        screen.Line(done.Select(selected => selected.Lesson.Id).Distinct().ToList() is [_]
            ? Messages.Say.LessonDone(done[0].Lesson.NumberedId, done[0].Lesson.Title)
            : Messages.Say.CampDone);
        screen.Text(Messages.Say.DoneIn(ids.Count, ids.Sum(progress.HintsSeen), days));
        screen.Text(Messages.Say.DoneNext(ids[^1]));
    }
}

using System.CommandLine;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>Arguments that several commands have, with what the shell may complete.</summary>
internal static class Arguments
{
    /// <summary>Lessons or exercises; none means the lesson around, or all.</summary>
    public static Argument<string[]> What(string? description = null) =>
        Completed(new Argument<string[]>("what") { Description = description ?? Messages.Say.What, Arity = ArgumentArity.ZeroOrMore }, LessonsAndExercises);

    public static Argument<string[]> Lessons() =>
        Completed(new Argument<string[]>("lesson") { Description = Messages.Say.LessonsOrAll, Arity = ArgumentArity.ZeroOrMore }, LessonIds);

    public static Argument<string?> LessonOrNext() =>
        Completed(new Argument<string?>("lesson") { Description = Messages.Say.ALessonOrNext, Arity = ArgumentArity.ZeroOrOne }, LessonIds);

    public static Argument<string> Exercise() => Completed(new Argument<string>("exercise") { Description = Messages.Say.AnExercise }, ExerciseIds);

    public static Argument<string?> ExerciseOrNext() =>
        Completed(new Argument<string?>("exercise") { Description = Messages.Say.AnExerciseOrNext, Arity = ArgumentArity.ZeroOrOne }, ExerciseIds);

    private static Argument<T> Completed<T>(Argument<T> argument, Func<Workspace, IEnumerable<string>> names)
    {
        // Otherwise --help would list everything that can be completed.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(_ => Here(names));
        return argument;
    }

    private static IEnumerable<string> LessonsAndExercises(Workspace workspace) => LessonIds(workspace).Concat(ExerciseIds(workspace));

    private static IEnumerable<string> LessonIds(Workspace workspace) => workspace.Lessons.Select(lesson => lesson.Id);

    private static IEnumerable<string> ExerciseIds(Workspace workspace) => Selection.All(workspace).Select(selected => selected.Exercise.Id);

    // Outside a workspace there is nothing to complete, and nothing to complain of while somebody types.
    private static IEnumerable<string> Here(Func<Workspace, IEnumerable<string>> names)
    {
        try
        {
            return [.. names(Workspace.Open(Directory.GetCurrentDirectory()))];
        }
        catch (Exception error) when (error is CampException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

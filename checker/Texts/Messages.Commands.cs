namespace TrainingCamp.Checker.Texts;

/// <summary>What camp --help says of commands, arguments and options.</summary>
internal partial class Messages
{
    public virtual string Camp => "camp: learn high-concurrency web services in C#, one exercise at a time.";
    public virtual string JsonOption => "Print one JSON document instead of text.";
    public virtual string PlainOption => "No colours and no symbols. NO_COLOR is respected too.";
    public virtual string AnExercise => "Such as sync/counter.";
    public virtual string AnExerciseOrNext => "Such as sync/counter. Without it: the next one.";
    public virtual string ALessonOrNext => "Such as sync. Without it: the lesson of the next exercise.";

    public virtual string DiffCommand => "Compare your file with the reference, once you have passed.";
    public virtual string DiffStubOption => "Against the untouched stub: what have I changed?";
    public virtual string DoctorCommand => "Look at the SDK, the workspace and the progress file.";
    public virtual string HintCommand => "Show one more hint for an exercise.";
    public virtual string HintStepOption => "Show this step again: 1 concept, 2 place, 3 nearly the code.";
    public virtual string ListCommand => "Show every lesson and exercise, and what you have passed.";
    public virtual string ResetCommand => "Put the stub back. Your file is copied to .camp/backups first.";
    public virtual string RevealOption => "Show it although the exercise is not passed yet.";
    public virtual string RunCommand => "Run the lesson's demo with your code.";
    public virtual string LessonsOrAll => "Lessons, such as sync or 05. Without any: all of the workspace.";
    public virtual string UpdateCommand => "Bring newer versions of the lessons in. What you wrote stays, and copies are kept.";
    public virtual string UpdateDryRunOption => "Show what would change and change nothing.";
    public virtual string SolutionCommand => "Print the reference answer, once you have passed.";
}

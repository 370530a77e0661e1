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
    public virtual string What => "Lessons or exercises: 05, 05-sync, sync, sync/counter. Without any: the lesson you are in, else all.";
    public virtual string CheckCommand => "Compile and test exercises, and say what passed.";
    public virtual string CheckAllOption => "Every exercise of the workspace.";
    public virtual string CheckRaceOption => "Look longer for races and deadlocks: thousands of schedules instead of hundreds.";
    public virtual string CheckSeedOption => "Run one schedule again, by the number that a report names.";
    public virtual string WatchCommand => "Check whenever you save. Ctrl+C ends it.";
    public virtual string WatchWhat => "Lessons or exercises to watch. Without any: all.";
    public virtual string CompletionCommand => "Print a script that completes camp's commands and exercises in a shell.";
    public virtual string CompletionShell => "bash, zsh, pwsh or fish.";
    public virtual string ReadCommand => "Read a lesson's text in the terminal.";
    public virtual string GotoCommand => "Start at a later lesson: fill the exercises before it with the reference. Your files are kept.";
    public virtual string GotoLesson => "The lesson to start at, such as memory or 08.";
    public virtual string VerifyCommand => "Check with the untouched tests and project files, for grading. Nothing is recorded.";
    public virtual string AdviceCommand => "What experience says of your code, beyond passing: essential, actionable, informative, celebratory.";
    public virtual string LessonsOrAll => "Lessons, such as sync or 05. Without any: all of the workspace.";
    public virtual string UpdateCommand => "Bring newer versions of the lessons in. What you wrote stays, and copies are kept.";
    public virtual string UpdateDryRunOption => "Show what would change and change nothing.";
    public virtual string SolutionCommand => "Print the reference answer, once you have passed.";
}

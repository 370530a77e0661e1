using TrainingCamp.Checker.Running;

namespace TrainingCamp.Checker.Texts;

/// <summary>What the screens show. A word stands beside every symbol, so that nothing hangs on colour or shape.</summary>
internal partial class Messages
{
    public virtual string Passed => "passed";
    public virtual string NotImplemented => "not implemented";
    public virtual string DoesNotCompile => "does not compile";
    public virtual string Hangs => "hangs";
    public virtual string Crashes => "crashes";
    public virtual string Floods => "floods";
    public virtual string Races => "races";
    public virtual string Deadlocks => "deadlocks";
    public virtual string Failed => "failed";
    public virtual string Skipped => "skipped";
    public virtual string NextWord => "next";
    public virtual string OpenWord => "open";
    public virtual string Ellipsis(bool plain) => plain ? "..." : "…";

    public virtual string TestsPassed(int passed, long elapsedMs) => $"{Count(passed, "test", "tests")}, {elapsedMs} ms";
    public virtual string TestsSkipped(int skipped, string reason) => $"; {skipped} skipped: {reason}";
    public virtual string TestsPassedOf(int passed, int all) => $"{passed} of {Count(all, "test passes", "tests pass")}";
    public virtual string Note(string note) => $"note: {note}";
    public virtual string MoreTests(int more) => $"and {Count(more, "more test that does not pass", "more tests that do not pass")}";

    public virtual string PassedOf(int passed, int all) => $"{passed} of {all} passed.";
    public virtual string Stuck(string id) => $"Stuck? camp hint {id}";
    public virtual string Next(string id) => $"Next: {id}";
    public virtual string LastOne => "That was the last one here: well done.";
    public virtual string Watching(int exercises) => $"Watching {Count(exercises, "exercise", "exercises")}. Save a file to check it; Ctrl+C ends.";
    public virtual string StillRuns(string test, HangLimits limits) =>
        $"{test} still runs after {limits.Long.TotalSeconds} s. A loop without an end is stopped after {limits.Processor.TotalSeconds} s of processor time at most.";
    public virtual string GoOn(string id, string file) => $"    Go on when you like: {id} in {file}";

    public virtual FormattableString Status(int passed, int all, string root) => $"[bold]{passed} of {all}[/] exercises passed in {root}";
    public virtual FormattableString NextExercise(string id, string file) => $"Next:  [bold]{id}[/]  in {file}";
    public virtual string ToRead(string lesson) => $"  read   camp read {lesson}";
    public virtual string ToWork => "  work   camp watch            checks whenever you save";
    public virtual string ToCheck(string id) => $"  check  camp check {id}";
    public virtual string ToHelp(string id) => $"  help   camp hint {id}";

    public virtual FormattableString LessonDone(string lesson, string title) => $"[bold green]{lesson} is done:[/] every exercise of \"{title}\" passes.";
    public virtual FormattableString CampDone => $"[bold green]The camp is done:[/] every exercise of every lesson here passes. Well worked!";
    public virtual string DoneIn(int exercises, int hints, int days) =>
        $"{Count(exercises, "exercise", "exercises")}, {Count(hints, "hint", "hints")}, {Count(days, "day", "days")} with a passed exercise.";
    public virtual string DoneNext(string exercise) => $"See how the reference did it: camp diff {exercise}";

    public virtual FormattableString HintTitle(string id, int step, int steps, string title) => $"[bold]{id}[/]  hint {step} of {steps}: {title}";
    public virtual string StillStuck(string id) => $"Still stuck? camp hint {id}";
    public virtual string LastHint(string id) => $"That was the last hint. Give up on it? camp solution {id} --reveal";

    public virtual string StubIsBack(string file) => $"{file} is the stub again.";
    public virtual string YoursIsKept(string copy) => $"Yours is kept: {copy}";

    public virtual string ExpectedWord => "expected";
    public virtual string FoundWord => "found";
    public virtual string NoLine => "(no line)";
    public virtual string LineWord(int line) => $"line {line}";
    public virtual string MoreLines(int more) => $"and {Count(more, "more line that differs", "more lines that differ")}";

    public virtual string Stub => "stub";
    public virtual string Reference => "reference";
    public virtual string SameAs(string file, string other) => $"{file} is the same as the {other}.";
    public virtual FormattableString DiffTitle(string file, string other) => $"[bold]{file}[/]  [red]- {other}[/]  [green]+ yours[/]";

    public virtual string Ok => "ok";
    public virtual string Problem => "problem";
    public virtual string SdkFound(string version) => $".NET SDK {version}";
    public virtual string SdkMissing(string found) => $".NET SDK 10 or newer is needed; found \"{found}\". Install it from https://dot.net";
    public virtual string LessonsCarried(int count) => $"hints and references of {count} lessons";
    public virtual string LessonsMissing => "The tool's lessons are missing. Install it again: dotnet tool update TrainingCamp.Checker";
    public virtual string Readable => "readable";
    public virtual string Yes => "yes";
    public virtual string CompilerArguments(int count) => $"{count} compiler arguments from MSBuild";
}

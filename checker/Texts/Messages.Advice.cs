namespace TrainingCamp.Checker.Texts;

/// <summary>Remarks on code, in four tones.</summary>
internal partial class Messages
{
    public virtual string Essential => "essential";
    public virtual string Actionable => "actionable";
    public virtual string Informative => "informative";
    public virtual string Celebratory => "well done";
    public virtual string NoRemarks => "Nothing to remark.";
    public virtual string MoreRemarks(int more) => $"and {Count(more, "more remark", "more remarks")}: camp advice";

    public virtual string PraiseCompareExchange => "Compare-and-swap, with no lock to wait for.";
    public virtual string PraiseAwait => "Every task is awaited, and no thread is blocked.";
    public virtual string PraiseLock => "What is shared is touched under the lock.";

    /// <summary>A rule in our words; null when the analyzer's own have to do.</summary>
    public virtual string? RuleHelp(string code) => code switch
    {
        "VSTHRD100" => "async void: nobody can await it, and its exception ends the process. Return Task.",
        "VSTHRD101" => "This async lambda becomes async void: its exception ends the process. Give it to a Func<Task>.",
        "VSTHRD107" => "using on a task disposes the task, not its result. Write: using (await …).",
        "VSTHRD110" or "CS4014" => "Nobody awaits this task, so its failure goes unseen. A go statement without a way back; await it or keep it.",
        "VSTHRD114" => "null for a Task breaks whoever awaits it. Return Task.CompletedTask or Task.FromResult.",
        "VSTHRD002" => "If the task is not done yet, this blocks a thread until it is. Await it where you can.",
        "VSTHRD103" => "This call blocks a pool thread inside an async method. Its ...Async form, or await, gives the thread back.",
        "VSTHRD104" => "A method that blocks on asynchronous work holds a pool thread. Offer an async one.",
        "VSTHRD105" => "This continues on whatever scheduler is current. Name TaskScheduler.Default.",
        "CA2002" => "Locking on an object that others can reach invites deadlock. Lock on a private Lock.",
        "CA2008" => "Without a named scheduler the task may run elsewhere than you think. Name TaskScheduler.Default.",
        "CA2012" => "A ValueTask may be awaited once, at once. Await it here or turn it into a Task.",
        "CA2016" => "There is a CancellationToken here; pass it on, as you would pass on ctx.",
        "CS1998" => "async without await: it runs to its end before the caller gets the task. Drop async and return the task.",
        "CS0420" => "A volatile field given by ref is not volatile there; Interlocked and Volatile bring their own fences.",
        "CS0168" or "CS0219" => "This variable is never used. Go would refuse it.",
        "CS0162" => "This line is never reached.",
        "CS0414" or "CS0649" => "This field is never used as it stands.",
        "CS8600" or "CS8602" or "CS8603" or "CS8604" or "CS8618" or "CS8625" => "This may be null. Test it first, or give it a value; ? on a type says that null is meant.",
        _ => null,
    };
}

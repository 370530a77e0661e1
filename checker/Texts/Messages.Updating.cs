namespace TrainingCamp.Checker.Texts;

/// <summary>What camp update says.</summary>
internal partial class Messages
{
    public virtual string AddedWord => "added";
    public virtual string UpdatedWord => "updated";
    public virtual string MergedWord => "merged";
    public virtual string RemovedWord => "removed";
    public virtual string ConflictWord => "conflict";
    public virtual string Renamed(string from, string file) => $"{from}, now {file}";
    public virtual string NewBeside(string path) => $"Yours stays; the new version is beside it: {path}";
    public virtual string FilesLeft(int current, int kept) =>
        $"{Count(current, "file is", "files are")} as in this version{(kept > 0 ? $", {Count(kept, "file of yours stays as it is", "files of yours stay as they are")}" : "")}.";
    public virtual string LessonNotCarried => "  This camp does not carry this lesson: it is your own, or newer than the tool.";
    public virtual string DryRun => "Nothing was written (--dry-run). To do it: camp update";
    public virtual string SolveConflicts => "Where there is a conflict, carry the new lines over from the .new file by hand, then delete it. Then: camp check --all";
    public virtual string UpdateDone => "The lessons are up to date. What passes now? camp check --all";
    public virtual string LessonIsNewer(string lesson, string its, string ours) =>
        $"{lesson} was brought up to date by camp {its}; this is camp {ours}, and nothing was changed. Update: dotnet tool update TrainingCamp.Checker";
}

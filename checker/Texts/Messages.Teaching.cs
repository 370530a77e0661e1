namespace TrainingCamp.Checker.Texts;

/// <summary>What goto and verify say.</summary>
internal partial class Messages
{
    public virtual string GotoDone(int filled, string lesson) => $"{Count(filled, "exercise", "exercises")} before {lesson} filled with the reference, and marked as given, not as passed.";
    public virtual string GotoNext(string exercise) => $"Go on with: {exercise}. To do a given one yourself: camp reset <exercise>";
    public virtual string GotoScaffold(string lesson, string folder) => $"Go on with: dotnet new camp-{lesson} -o {folder}";

    public virtual string NotVerifiable(string lesson) => $"This camp does not carry {lesson}, so there are no untouched tests to verify it with. Update: dotnet tool update TrainingCamp.Checker";
    public virtual string EditedWord => "edited";
    public virtual string NotUsed => "not as in the lesson; the untouched one was used";
    public virtual string Verified(int passed, int all) => $"{passed} of {all} passed with the untouched tests.";
    public virtual string Usurped(IEnumerable<string> names) =>
        $"The answer declares {string.Join(", ", names.Select(name => $"\"{name}\""))}, which would stand in for what the tests use or run before them, so it counts as failed. Give it another name.";
}

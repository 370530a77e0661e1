namespace TrainingCamp.Checker.Texts;

/// <summary>Errors and warnings: the fault, the value in quotes, what would be valid, the next command.</summary>
internal partial class Messages
{
    public virtual string Error(string message) => $"camp: {message}";
    public virtual string Warning(string message) => $"camp: warning: {message}";
    public virtual string WrongUse(string faults) => $"{faults} See: camp --help";
    public virtual string FileTrouble(string fault) => $"{fault} Is the folder writable, and is there room on the disk? Try: camp doctor";

    public virtual string NoLesson(string root) => $"No lesson in \"{root}\". Add one: dotnet new camp-sync -o 05-sync";
    public virtual string LessonTwice(string id, IEnumerable<string> folders) =>
        $"Lesson \"{id}\" is here twice: {string.Join(" and ", folders.Select(folder => $"\"{folder}\""))}. Move one out of the workspace, or start camp inside one of them.";
    public virtual string LessonUnreadable(string path, string fault) => $"\"{path}\" cannot be read: {fault} Scaffold the lesson again into another folder and compare.";
    public virtual string LessonInvalid(string path, string fault) => $"\"{path}\": {fault}. See lesson.schema.json.";
    public virtual string EmptyFile => "it is empty";
    public virtual string LessonIdInvalid(string? id) => $"\"id\" is \"{id}\"; it must look like \"sync\"";
    public virtual string LessonNumberInvalid(int number) => $"\"number\" is {number}; it must be 1 to 99";
    public virtual string LessonWithoutExercises => "\"exercises\" is empty";
    public virtual string ExerciseIdInvalid(string id, string? lesson) => $"exercise id \"{id}\" must look like \"{lesson}/name\"";
    public virtual string ExerciseFileInvalid(string id, string file) => $"\"file\" of {id} is \"{file}\"; it must look like \"Counter.cs\"";
    public virtual string ExerciseTestsInvalid(string id, string tests) => $"\"tests\" of {id} is \"{tests}\"; it must look like \"CounterTests\"";
    public virtual string ExerciseSchedulesInvalid(string id, int schedules) => $"\"schedules\" of {id} is {schedules}; it must be 20 to 2,000";
    public virtual string ExerciseRacesInvalid(string id, string? races) => $"\"races\" of {id} is \"{races}\"; it must look like \"CounterRaces\"";
    public virtual string ExerciseTwice => "two exercises have the same id";

    public virtual string NothingCalled(string name, IEnumerable<string> lessons) =>
        $"No lesson or exercise is called \"{name}\". Lessons here: {string.Join(", ", lessons)}. See all with: camp list";
    public virtual string SeveralCalled(string name, int count, string first) => $"\"{name}\" names {count} exercises; name one, such as \"{first}\".";
    public virtual string NamedAndAll(string name) => $"Name \"{name}\" or say --all, not both.";
    public virtual string NoSituations(string id, string others) => $"\"{id}\" has no situations to explore. Those that have: {others}";
    public virtual string ExplorableElsewhere => "those of 05-sync, such as sync/counter";
    public virtual string NoSeed(int? seed) => $"\"{seed}\" is no seed: a seed is 0 or more, as reports name it.";
    public virtual string AllPassed(string first) => $"Every exercise here is passed; name one, such as: {first}";

    public virtual string NotKnown(string exercise) => $"This camp does not know \"{exercise}\", so nothing was changed. Update: dotnet tool update TrainingCamp.Checker";
    public virtual string NotPassedYet(string exercise, string command) =>
        $"\"{exercise}\" is not passed yet. A hint helps more: camp hint {exercise}. To see the reference all the same: camp {command} {exercise} --reveal";
    public virtual string NoReference(string exercise) =>
        $"This camp has no reference for \"{exercise}\": the lesson is newer than the tool, or your own. Update: dotnet tool update TrainingCamp.Checker";
    public virtual string NoHint(string exercise, string readme) => $"There is no hint for \"{exercise}\". Read the lesson: {readme}";
    public virtual string NoSuchStep(int? step, int steps) => $"--step is \"{step}\"; it must be 1 to {steps}.";
    public virtual string NoText(string lesson, string path) => $"{lesson} has no text: \"{path}\" is missing.";
    public virtual string NoDemo(string lesson, string path) => $"{lesson} has no demo: \"{path}\" is missing.";

    public virtual string ProgressIsNewer(string path, int version, int known) =>
        $"\"{path}\" was written by a newer camp (version {version}; this one knows {known}). It stays as it is and progress is not recorded. Update: dotnet tool update TrainingCamp.Checker";
    public virtual string ProgressIsDamaged(string path, string aside) =>
        $"\"{path}\" could not be read. It was kept as \"{aside}\" and progress starts afresh; camp check --all finds again what passes.";
    public virtual string ProgressNotWritten(string path, string fault) => $"Progress could not be written to \"{path}\": {fault}";
}

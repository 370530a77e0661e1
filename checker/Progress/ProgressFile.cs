using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Progress;

/// <summary>
/// What a trainee has passed and which hints they have seen, in .camp/progress.json. Keyed by exercise ids, so a moved or
/// renumbered lesson keeps its marks. Written whole and atomically. A file that cannot be read is set aside, one of a newer
/// version is left alone; both are said.
/// </summary>
internal sealed class ProgressFile
{
    private const int Version = 1;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly bool _newer;
    private JsonObject _exercises;

    private ProgressFile(string path, TimeProvider time, JsonObject exercises, bool newer, string warning)
    {
        (_path, _time, _exercises, _newer, Warning) = (path, time, exercises, newer, warning);
    }

    /// <summary>What the user must know of the file; empty when all is well.</summary>
    public string Warning { get; private set; }

    public static ProgressFile Open(string stateFolder, TimeProvider time)
    {
        var path = Path.Combine(stateFolder, "progress.json");
        if (!File.Exists(path))
            return new ProgressFile(path, time, [], newer: false, "");
        var text = File.ReadAllText(path);
        if (Parse(text) is not { } document)
            return SetAside(path, time);

        var version = (int)document["version"]!;
        return version > Version
            ? new ProgressFile(path, time, [], newer: true, Messages.Say.ProgressIsNewer(path, version, Version))
            : new ProgressFile(path, time, (JsonObject)document["exercises"]!.DeepClone(), newer: false, "");
    }

    public bool HasPassed(string exercise) => _exercises[exercise]?["passedAt"] is not null;

    /// <summary>Whether camp goto put the reference in.</summary>
    public bool IsGiven(string exercise) => _exercises[exercise]?["givenAt"] is not null;

    /// <summary>The day (UTC) on which the exercise was first passed; null when it has not been, or the mark says no date.</summary>
    public DateOnly? PassedOn(string exercise) => DateTime.TryParse((_exercises[exercise]?["passedAt"] as JsonValue)?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
        ? DateOnly.FromDateTime(time)
        : null;

    /// <summary>How many steps of help were shown: 0 to 3.</summary>
    public int HintsSeen(string exercise) => (int?)_exercises[exercise]?["hints"] ?? 0;

    /// <summary>Marks what a check found. A mark stays when a later edit breaks the exercise again.</summary>
    public void Record(IEnumerable<string> passed)
    {
        // What was given passes too, and that is nobody's merit.
        Mark("passedAt", passed.Where(exercise => !HasPassed(exercise) && !IsGiven(exercise)));
    }

    /// <summary>Marks what camp goto filled in. A reset takes the mark away.</summary>
    public void RecordGiven(IEnumerable<string> given) => Mark("givenAt", given);

    private void Mark(string mark, IEnumerable<string> exercises)
    {
        var news = exercises.ToList();
        var now = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (news.Count > 0)
            Change(entries => news.ForEach(exercise => Entry(entries, exercise)[mark] = now));
    }

    public void RecordHint(string exercise, int step)
    {
        if (step <= HintsSeen(exercise))
            return;
        Change(entries => Entry(entries, exercise)["hints"] = step);
    }

    /// <summary>Forgets that the exercise was passed; its stub is back.</summary>
    public void Forget(string exercise)
    {
        if (_exercises.ContainsKey(exercise))
            Change(entries => entries.Remove(exercise));
    }

    private static JsonObject Entry(JsonObject entries, string exercise)
    {
        if (entries[exercise] is JsonObject entry)
            return entry;
        entry = [];
        entries[exercise] = entry;
        return entry;
    }

    // The change is made to what the file holds now: a watch and a check side by side keep each other's marks.
    private void Change(Action<JsonObject> change)
    {
        change(_exercises);
        if (_newer)
            return;
        try
        {
            using var alone = Exclusive.Take(_path + ".lock");
            if (File.Exists(_path) && Parse(File.ReadAllText(_path)) is { } document)
            {
                if ((int)document["version"]! > Version)
                    return;
                _exercises = (JsonObject)document["exercises"]!.DeepClone();
                change(_exercises);
            }

            AtomicFile.Write(_path, new JsonObject { ["version"] = Version, ["exercises"] = _exercises.DeepClone() }.ToJsonString(Indented) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Warning = Messages.Say.ProgressNotWritten(_path, error.Message);
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Null when the text is not a progress file of any version.
    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject document
                && document["version"] is JsonValue version && version.TryGetValue<int>(out var number) && number >= 1
                && (number > Version || IsValid(document["exercises"]))
                ? document
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsValid(JsonNode? exercises) => exercises is JsonObject map && map.All(entry => entry.Value is JsonObject value
        && value["passedAt"] is null or JsonValue
        && (value["hints"] is null || (value["hints"] is JsonValue hints && hints.TryGetValue<int>(out _))));

    private static ProgressFile SetAside(string path, TimeProvider time)
    {
        var aside = AtomicFile.Unused(path + ".damaged");
        File.Move(path, aside);
        return new ProgressFile(path, time, [], newer: false, Messages.Say.ProgressIsDamaged(path, Path.GetFileName(aside)));
    }
}

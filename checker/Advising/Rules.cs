namespace TrainingCamp.Checker.Advising;

/// <summary>Which rules camp listens to, and how grave each is. The analyzers have hundreds more, which are matters of taste.</summary>
internal static class Rules
{
    private static readonly Dictionary<string, Tone> Tones = new()
    {
        // async void, async lambdas that become it, a task that nobody looks at, null for a task.
        ["VSTHRD100"] = Tone.Essential,
        ["VSTHRD101"] = Tone.Essential,
        ["VSTHRD110"] = Tone.Essential,
        ["VSTHRD114"] = Tone.Essential,
        ["VSTHRD107"] = Tone.Essential,
        ["CS4014"] = Tone.Essential,
        ["CA2012"] = Tone.Essential,
        ["CA2002"] = Tone.Essential,
        // A thread blocked where it could await; a token not passed on; async without await; what a null would break.
        ["VSTHRD103"] = Tone.Actionable,
        ["VSTHRD104"] = Tone.Actionable,
        ["CA2016"] = Tone.Actionable,
        ["CS1998"] = Tone.Actionable,
        ["CS0420"] = Tone.Actionable,
        ["CS8600"] = Tone.Actionable,
        ["CS8602"] = Tone.Actionable,
        ["CS8603"] = Tone.Actionable,
        ["CS8604"] = Tone.Actionable,
        ["CS8618"] = Tone.Actionable,
        ["CS8625"] = Tone.Actionable,
        // It blocks only when the task is not done yet, which an analyzer cannot know.
        ["VSTHRD002"] = Tone.Informative,
        ["CS0168"] = Tone.Informative,
        ["CS0219"] = Tone.Informative,
        ["CS0162"] = Tone.Informative,
        ["CS0414"] = Tone.Informative,
        ["CS0649"] = Tone.Informative,
        ["VSTHRD105"] = Tone.Informative,
        ["CA2008"] = Tone.Informative,
    };

    public static Tone? Of(string code) => Tones.TryGetValue(code, out var tone) ? tone : null;

    public static IEnumerable<string> Codes => Tones.Keys;
}

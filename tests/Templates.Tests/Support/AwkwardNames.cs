namespace Camp.Templates.Tests.Support;

/// <summary>Names that break other packs.</summary>
internal static class AwkwardNames
{
    /// <summary>Fit for a folder and for a project.</summary>
    public static IReadOnlyList<string> Usable { get; } = ["my-app.2", "A.B.C", "待办 Api", "课程-01", "class", "My..App"];

    /// <summary>A folder may have these names; the project file gets another.</summary>
    public static IReadOnlyList<string> MadeSafe { get; } =
        ["a;b", "$(x)", "con", "x&y<z>", "edge. ", new string('n', 200)];

    /// <summary>Refused by the command line. In process the files are written all the same.</summary>
    public static IReadOnlyList<string> Refused { get; } = ["con:x", "%41", "'q\"", "..", "*?"];

    public static IEnumerable<string> All => Usable.Concat(MadeSafe).Concat(Refused);
}

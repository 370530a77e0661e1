using System.Text.RegularExpressions;

namespace RaceCorpus.Statics;

public static partial class Patterns
{
    public static async Task Generated_correct() => await Both.Twice(() => Check.Same(true, Rule().IsMatch("order-42")));

    public static async Task Count_of_matches_broken()
    {
        var matches = 0;
        await Both.Twice(() => matches += Rule().Count("order-42"));
    }

    [GeneratedRegex(@"\A[a-z]+-[0-9]{1,4}\z")]
    private static partial Regex Rule();
}

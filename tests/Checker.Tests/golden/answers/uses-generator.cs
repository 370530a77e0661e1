using System.Text.RegularExpressions;

namespace Camp.Golden;

public static partial class Adder
{
    public static int Add(int a, int b) => Digits().IsMatch("1") ? a + b : 0;

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digits();
}

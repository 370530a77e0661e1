namespace Camp.Golden;

/// <summary>Its message has characters that JSON does not allow.</summary>
public static class Adder
{
    public static int Add(int a, int b) => throw new InvalidOperationException($"a zero \0, an escape \e[31m, {a} + {b}");

    public static Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);
}

namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b) => AddAsync(a, b).Result;

    private static async Task<int> AddAsync(int a, int b)
    {
        await new TaskCompletionSource().Task;
        return a + b;
    }
}

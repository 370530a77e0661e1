// For camp advice: Wait is never called; it is there to be told that it does not hand on its token.
namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        Task.Run(() => a + b);
        Log();
        return a + b;
    }

    private static async void Log() => await Task.Yield();

    private static async Task Wait(CancellationToken cancellationToken) => await Task.Delay(1);
}

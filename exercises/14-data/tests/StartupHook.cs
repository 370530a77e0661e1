using Camp.Data;
using Camp.Data.Tests;

/// <summary>
/// Turns a second process of the tests into one that moves money, until it is killed. .NET calls this before Main when the
/// environment variable DOTNET_STARTUP_HOOKS names this assembly; the type has to have this name and no namespace.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Mover.Variable) is not { } path)
            return;
        var (stopAfter, changes) = (int.Parse(Environment.GetEnvironmentVariable(Mover.Changes)!), 0);
        // Says where it is and stays there, until it is killed or the test at the other end has gone.
        void Stop(string where)
        {
            Console.WriteLine(where);
            Console.In.ReadToEnd();
            Environment.Exit(1);
        }

        void OnChange(object change)
        {
            if (++changes == stopAfter)
                Stop($"after change {changes}");
        }

        var moved = new Transaction(() => TestDatabase.Connection(path, OnChange)).MoveAsync(1, 2, 30, CancellationToken.None).GetAwaiter().GetResult();
        Stop($"answered {moved}");
    }
}

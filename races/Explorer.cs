using System.Reflection;
using System.Runtime.ExceptionServices;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races;

/// <summary>Runs a test again and again, each time in another order, until something goes wrong or all was tried.</summary>
public static class Explorer
{
    /// <summary>Explores a method of the rewritten assembly: static, or of a class with a constructor without parameters.</summary>
    public static Exploration Explore(ExploredAssembly assembly, MethodInfo scenario, ExploreOptions? options = null) =>
        Explore(assembly, () => Call(scenario), options);

    /// <summary>Explores a test. Explorations share nothing, so several may run side by side.</summary>
    /// <param name="scenario">The test: what it does must be code of <paramref name="assembly"/>. A task that it returns is awaited.</param>
    public static Exploration Explore(ExploredAssembly assembly, Func<object?> scenario, ExploreOptions? options = null)
    {
        options ??= new ExploreOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Schedules, 1);
        using var carriers = new Carriers(options.OneProcessor ? new Processor() : null);
        return new Search(assembly.Sites, options, run => Live(run, scenario, options.Leaks), carriers).Explore();
    }

    private static void Live(Run run, Func<object?> scenario, bool leaks)
    {
        var me = Strand.Current!;
        try
        {
            if (AsTask(scenario()) is { } task)
            {
                run.WaitFor(me, () => task.IsCompleted, "waits for the end of the test", null);
                run.Joined(task);
                task.GetAwaiter().GetResult();
            }
        }
        catch (Exception error) when (error is not ScheduleAbandonedException)
        {
            run.Fail(Finding.Kinds.Failed, me, $"{error.GetType().Name}: {error.Message}");
        }

        run.AwaitOthers(me);
        if (leaks && run.LeavesWork)
            run.Fail(Finding.Kinds.Leak, me, "the test has ended, and something that it started never will.");
    }

    private static Task? AsTask(object? result) => result switch
    {
        ValueTask task => task.AsTask(),
        Task task => task,
        _ => null,
    };

    private static object? Call(MethodInfo scenario)
    {
        try
        {
            var target = scenario.IsStatic ? null : Activator.CreateInstance(scenario.DeclaringType!);
            return scenario.Invoke(target, null);
        }
        catch (TargetInvocationException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
            return null;
        }
    }
}

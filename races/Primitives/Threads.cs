using System.Runtime.CompilerServices;
using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>A thread object is a name; what it would run becomes a strand.</summary>
[Replaces(typeof(Thread), Harmless = "get_Name set_Name get_IsBackground set_IsBackground get_Priority set_Priority get_CurrentCulture get_CurrentUICulture get_IsThreadPoolThread")]
public static class Threads
{
    private static readonly ConditionalWeakTable<Thread, Action<object?>> Bodies = [];

    public static Thread New(ThreadStart start) => Of(new Thread(start), _ => start());

    public static Thread New(ThreadStart start, int maxStackSize) => New(start);

    public static Thread New(ParameterizedThreadStart start) => Of(new Thread(start), state => start(state));

    public static Thread New(ParameterizedThreadStart start, int maxStackSize) => New(start);

    public static void Start(Thread thread) => Start(thread, null);

    public static void UnsafeStart(Thread thread) => Start(thread, null);

    public static void UnsafeStart(Thread thread, object? parameter) => Start(thread, parameter);

    public static void Start(Thread thread, object? parameter)
    {
        var me = Act.Step("starts", thread);
        if (me.Run.TryModel(thread) is not null)
            throw new ThreadStateException("Thread is running or terminated; it cannot restart.");
        var body = Bodies.TryGetValue(thread, out var known) ? known : throw new ThreadStateException("A thread that was made outside of the exploration.");
        var life = new Life();
        me.Run.SetModel(thread, life);
        var context = ExecutionContext.Capture();
        var actor = me.Run.Names.Next("Thread", me.At);
        me.Run.Names.Seen(thread, actor.Name);
        life.Strand = me.Run.Spawn(actor, () =>
        {
            Flow.In(context, () => body(parameter));
            // What it knew at its end goes to those who join it.
            life.End = Strand.Current!.Clock.Copy();
            life.Ended = true;
        }, thread: thread);
    }

    public static void Join(Thread thread) => Join(thread, -1);

    public static bool Join(Thread thread, TimeSpan timeout) => Join(thread, (int)Act.Milliseconds(timeout));

    public static bool Join(Thread thread, int millisecondsTimeout)
    {
        var life = Act.Run.TryModel(thread) as Life ?? throw new ThreadStateException("Thread has not been started.");
        var ended = Act.WaitFor(() => life.Ended, "joins", thread, millisecondsTimeout);
        if (ended)
            Act.Me.Clock.Join(life.End);
        return ended;
    }

    public static bool get_IsAlive(Thread thread)
    {
        Act.Step("looks at", thread);
        return Act.Run.TryModel(thread) is Life { Ended: false };
    }

    public static Thread get_CurrentThread() => Act.Me.Thread ?? Thread.CurrentThread;

    public static int get_ManagedThreadId(Thread thread) =>
        Act.Run.TryModel(thread) is Life { Strand: { } strand } ? strand.Id : Act.Me.Id;

    public static void Sleep(TimeSpan timeout) => Sleep((int)Act.Milliseconds(timeout));

    public static void Sleep(int millisecondsTimeout)
    {
        var me = Act.Me;
        if (millisecondsTimeout == 0)
        {
            me.Run.Yields(me);
            return;
        }

        me.Run.Turn(me);
        me.Run.WaitFor(me, () => false, "sleeps", null, millisecondsTimeout);
        me.Run.Record(me, "wakes up", null);
    }

    public static bool Yield()
    {
        Act.Run.Yields(Act.Me);
        return true;
    }

    public static void SpinWait(int iterations) => Yield();

    public static void MemoryBarrier() => Act.Run.Turn(Act.Me);

    private static Thread Of(Thread thread, Action<object?> body)
    {
        Bodies.Add(thread, body);
        return thread;
    }

    private sealed class Life
    {
        public Strand? Strand { get; set; }

        public bool Ended { get; set; }

        public VectorClock? End { get; set; }
    }
}

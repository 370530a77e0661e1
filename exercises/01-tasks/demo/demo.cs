#:project ..

// What a wait costs, measured here and now: run it with "dotnet demo/demo.cs" in the folder of this lesson.

using System.Diagnostics;
using Camp.Tasks;

const int Waits = 100_000;
const int Threads = 200;
const double KB = 1_024;

try
{
    var task = await TaskAsync();
    var (touched, reserved) = Thread();

    Console.WriteLine($"| a wait that is          | memory in use   | address space   | {Waits:N0} of them |");
    Console.WriteLine("|-------------------------|-----------------|-----------------|-----------------|");
    Row("a task (measured here)", task, null);
    Row("a thread (measured here)", touched, reserved);
    Row("a goroutine (at first)", 2 * KB, null);
    Row("a thread (usual stack)", null, 2 * KB * KB);
    Console.WriteLine();
    Console.WriteLine($"{Waits:N0} tasks waited at once, while the pool had {ThreadPool.ThreadCount} threads. One thread takes the memory of {touched / task:N0} tasks.");
    Console.WriteLine("A task keeps its local variables on the heap and needs no stack while it waits. The \"megabytes\" of a thread");
    Console.WriteLine("are its stack: address space at first, memory as far as it has been used.");
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"This demo runs your ManyTasks ({todo.Message}) Finish tasks/many-tasks first: camp hint tasks/many-tasks");
    return 1;
}

// Bytes of managed memory for each of the waits, while all of them wait for one signal.
static async Task<double> TaskAsync()
{
    var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var call = ManyTasks.RunAsync(Waits, (_, _) => open.Task, CancellationToken.None);
    var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
    open.SetResult();
    await call;
    return (double)bytes / Waits;
}

// Bytes that the operating system counts for each of some threads, while they all wait for one signal.
static (double Touched, double Reserved) Thread()
{
    using var open = new ManualResetEventSlim();
    using var ready = new CountdownEvent(Threads);
    var (memory, space) = Footprint();
    var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
    {
        ready.Signal();
        open.Wait();
    })).ToList();
    threads.ForEach(thread => thread.Start());
    ready.Wait();
    var (memoryAfter, spaceAfter) = Footprint();
    open.Set();
    threads.ForEach(thread => thread.Join());
    return ((double)(memoryAfter - memory) / Threads, (double)(spaceAfter - space) / Threads);
}

static (long Memory, long Space) Footprint()
{
    using var process = Process.GetCurrentProcess();
    return (process.WorkingSet64, process.VirtualMemorySize64);
}

static void Row(string what, double? memory, double? space) =>
    Console.WriteLine($"| {what,-25} | {Size(memory),13} | {Size(space),15} | {Size((memory ?? space) * Waits),15} |");

static string Size(double? bytes) => bytes switch
{
    null => "",
    < KB => $"{bytes:F0} bytes",
    < KB * KB => $"{bytes / KB:F1} KB",
    < KB * KB * KB => $"{bytes / KB / KB:F1} MB",
    _ => $"{bytes / KB / KB / KB:F1} GB",
};

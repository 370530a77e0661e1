#:project ..
// A user is created, the broker fails, the process "crashes", and in the end everybody knows everything once.
// Run it with: dotnet demo/demo.cs
using System.Diagnostics;
using Camp.Events;

var folder = Directory.CreateTempSubdirectory("camp-events-demo-");
var database = $"Data Source={Path.Combine(folder.FullName, "demo.db")};Pooling=False";
var exercise = "event-bus";
try
{
    // Two services subscribe. Each handles an event once, however often it comes.
    var bus = new EventBus<UserCreated>(capacity: 100);
    using var orders = bus.Subscribe();
    using var notifications = bus.Subscribe();

    exercise = "outbox";
    await Database.CreateAsync(database, default);
    var outbox = new Outbox(database);
    foreach (var name in new[] { "anna", "bert", "carl" })
        Console.WriteLine($"user service: {(await outbox.CreateUserAsync(name, default)).Name} is stored, and so is the event");

    Console.WriteLine("\nrelay: the broker is away");
    await Relay(outbox, _ => throw new IOException("no broker"));
    Console.WriteLine("relay: the broker is back; the process dies after publishing bert, before it can mark him as sent");
    await Relay(outbox, created =>
    {
        bus.Publish(created);
        return created.Name == "bert" ? throw new IOException("crash") : Task.CompletedTask;
    });
    Console.WriteLine("relay: a new process begins where the old one stopped");
    await Relay(new Outbox(database), created =>
    {
        bus.Publish(created);
        return Task.CompletedTask;
    });
    bus.Complete();

    exercise = "idempotent";
    foreach (var (name, subscription) in new[] { ("orders", orders), ("notifications", notifications) })
    {
        Console.WriteLine();
        var consumer = new Idempotent(database, name);
        await foreach (var created in subscription.Events.ReadAllAsync())
        {
            var worked = await consumer.HandleAsync(created.EventId, (_, _) => Task.CompletedTask, default);
            Console.WriteLine($"{name}: {created.Name} {(worked ? "handled" : "was handled before: nothing to do")}");
        }
    }

    exercise = "retry";
    await Retries();
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish the bus, the outbox, the idempotent consumer and the retry first ({todo.Message}): camp hint events/{exercise}");
    return 1;
}
finally
{
    folder.Delete(recursive: true);
}

static async Task Relay(Outbox outbox, Func<UserCreated, Task> publish)
{
    try
    {
        Console.WriteLine($"  published {await outbox.RelayAsync((created, _) => publish(created), default)}");
    }
    catch (IOException error)
    {
        Console.WriteLine($"  ended by: {error.Message}");
    }
}

// On the real clock, so the times are those of this machine.
static async Task Retries()
{
    var started = Stopwatch.GetTimestamp();
    Console.WriteLine("\na message that nobody can handle: first wait 50 ms, at most 400 ms, six attempts");
    var retry = new Retry<string>(
        (_, _) =>
        {
            Console.WriteLine($"  {Stopwatch.GetElapsedTime(started).TotalMilliseconds,5:F0} ms: tried");
            throw new IOException("no answer");
        },
        (letter, _) =>
        {
            Console.WriteLine($"  {Stopwatch.GetElapsedTime(started).TotalMilliseconds,5:F0} ms: set aside after {letter.Attempts} attempts: {letter.Error.Message}");
            return Task.CompletedTask;
        },
        new(6, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(400)), TimeProvider.System);
    await retry.DeliverAsync("message", default);
}

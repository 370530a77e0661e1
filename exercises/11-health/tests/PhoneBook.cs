using System.Collections.Concurrent;

namespace Camp.Health.Tests;

/// <summary>A registry that writes down what it hears, and lets the test decide how it answers.</summary>
public sealed class PhoneBook : IRegistry
{
    private readonly ConcurrentQueue<string> _heard = new();

    /// <summary>What it heard, in order: "register pod-1", "deregister pod-1".</summary>
    public IReadOnlyList<string> Heard => [.. _heard];

    /// <summary>What happens while an instance registers.</summary>
    public Func<Instance, Task> Registering { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens while an instance deregisters.</summary>
    public Func<CancellationToken, Task> Deregistering { get; set; } = _ => Task.CompletedTask;

    public Task Register(Instance instance, CancellationToken cancellation)
    {
        _heard.Enqueue($"register {instance.Id}");
        return Registering(instance);
    }

    public Task Deregister(string id, CancellationToken cancellation)
    {
        _heard.Enqueue($"deregister {id}");
        return Deregistering(cancellation);
    }
}

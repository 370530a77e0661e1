using Camp.Testing;

namespace Camp.Health.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class RegistryRaces
{
    private static readonly Instance Shop = new("shop-1", "shop", new Uri("http://127.0.0.1:5001"));

    public static async Task Two_deregister_one_instance()
    {
        var registry = new Registry(TimeProvider.System, TimeSpan.FromMinutes(1));
        registry.Register(Shop);
        var took = await Task.WhenAll(Task.Run(() => registry.Deregister(Shop.Id)), Task.Run(() => registry.Deregister(Shop.Id)));
        Expect.Equal(1, took.Count(it => it), "Callers of two who were told that they took the instance out", "A registry with leases");
    }

    public static async Task A_renewal_comes_as_the_instance_goes()
    {
        var registry = new Registry(TimeProvider.System, TimeSpan.FromMinutes(1));
        registry.Register(Shop);
        var renewing = Task.Run(() => registry.Renew(Shop.Id));
        Expect.True(registry.Deregister(Shop.Id), "Deregister did not find an instance that was live.", "A registry with leases");
        await renewing;
        Expect.Equal(0, registry.Live("shop").Count, "Live instances after the only one was taken out", "A registry with leases");
    }

    public static async Task One_lists_while_another_registers()
    {
        var registry = new Registry(TimeProvider.System, TimeSpan.FromMinutes(1));
        registry.Register(Shop);
        var registering = Task.Run(() => registry.Register(Shop with { Id = "shop-2" }));
        var live = registry.Live("shop").Count;
        Expect.True(live is 1 or 2, $"{live} instances were live while the second one was being registered.", "A registry with leases");
        await registering;
        Expect.Equal(2, registry.Live("shop").Count, "Live instances", "A registry with leases");
    }
}

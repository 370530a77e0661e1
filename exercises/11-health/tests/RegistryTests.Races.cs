using Xunit;

namespace Camp.Health.Tests;

/// <summary>Small situations for <c>camp check --race</c>, which runs each of them in hundreds of orders.</summary>
public static class RegistryRaces
{
    private static readonly Instance Shop = new("shop-1", "shop", new Uri("http://127.0.0.1:5001"));

    public static async Task Two_deregister_one_instance()
    {
        var registry = new Registry(TimeProvider.System, TimeSpan.FromMinutes(1));
        registry.Register(Shop);
        var took = await Task.WhenAll(Task.Run(() => registry.Deregister(Shop.Id)), Task.Run(() => registry.Deregister(Shop.Id)));
        Assert.Single(took, itself => itself);
    }

    public static async Task A_renewal_comes_as_the_instance_goes()
    {
        var registry = new Registry(TimeProvider.System, TimeSpan.FromMinutes(1));
        registry.Register(Shop);
        var renewing = Task.Run(() => registry.Renew(Shop.Id));
        Assert.True(registry.Deregister(Shop.Id));
        await renewing;
        Assert.Empty(registry.Live("shop"));
    }

    public static async Task One_lists_while_another_registers()
    {
        var registry = new Registry(TimeProvider.System, TimeSpan.FromMinutes(1));
        registry.Register(Shop);
        var registering = Task.Run(() => registry.Register(Shop with { Id = "shop-2" }));
        Assert.InRange(registry.Live("shop").Count, 1, 2);
        await registering;
        Assert.Equal(2, registry.Live("shop").Count);
    }
}

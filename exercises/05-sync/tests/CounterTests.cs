using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class CounterTests
{
    [Fact]
    public void A_new_counter_stands_at_zero()
    {
        Assert.Equal(0, new Counter().Value);
    }

    [Fact]
    public async Task Snap()
    {
        await Snapshots.Match("Counter", new Counter().Value.ToString());
    }
}

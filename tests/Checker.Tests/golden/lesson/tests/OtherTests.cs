using Xunit;

namespace Camp.Golden.Tests;

public sealed class OtherTests
{
    [Fact]
    public void Has_a_name() => Assert.Equal("other", Other.Name);
}

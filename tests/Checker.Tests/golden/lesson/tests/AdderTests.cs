using Camp.Testing;
using Xunit;

namespace Camp.Golden.Tests;

public sealed class AdderTests
{
    [Fact]
    public async Task Adds_two_numbers() => Assert.Equal(3, await Patience.Returns(() => Adder.Add(1, 2)));

    [Theory, InlineData(0), InlineData(1)]
    public async Task Adding_zero_changes_nothing(int number) => Assert.Equal(number, await Patience.Returns(() => Adder.Add(number, 0)));
}

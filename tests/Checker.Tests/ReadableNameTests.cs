using TrainingCamp.Checker.Running;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class ReadableNameTests
{
    [Theory]
    [InlineData("Camp.Sync.Bank", "Move", "Bank.Move")]
    [InlineData("Camp.Sync.Bank+<MoveAsync>d__3", "MoveNext", "Bank.MoveAsync")]
    [InlineData("Camp.Sync.Bank+<>c__DisplayClass1_0", "<Move>b__0", "Bank.Move")]
    [InlineData("Camp.Sync.BoundedQueue<System.Int32>", "Take", "BoundedQueue<System.Int32>.Take")]
    public void A_compiler_made_name_becomes_the_one_in_the_source(string type, string method, string expected) =>
        Assert.Equal(expected, ThreadDump.Readable(type, method));
}

using TrainingCamp.Races.Running;
using Xunit;

namespace TrainingCamp.Races.Tests;

public sealed class BatonTests
{
    private const int Rounds = 20_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_threads_take_turns(bool portable)
    {
        using var mine = new Baton(portable);
        using var others = new Baton(portable);
        var turns = new List<int>();
        var other = new Thread(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                others.Wait();
                turns.Add(2);
                mine.Hand();
            }
        });
        other.Start();
        for (var round = 0; round < Rounds; round++)
        {
            turns.Add(1);
            others.Hand();
            mine.Wait();
        }

        other.Join();
        Assert.Equal(Enumerable.Repeat(new[] { 1, 2 }, Rounds).SelectMany(pair => pair), turns);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_comes_late_need_not_wait(bool portable)
    {
        using var baton = new Baton(portable);
        baton.Hand();
        baton.Wait();
    }
}

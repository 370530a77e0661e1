using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class TransferRaces
{
    public static async Task Two_pay_each_other()
    {
        var (ann, bob) = (new Account(10), new Account(20));
        await Task.WhenAll(Task.Run(() => Transfer.Move(ann, bob, 1)), Task.Run(() => Transfer.Move(bob, ann, 2)));
        Assert.Equal((11, 19), (ann.Balance, bob.Balance));
    }

    public static async Task Two_spend_the_same_money()
    {
        var (ann, bob, eve) = (new Account(10), new Account(0), new Account(0));
        var moved = await Task.WhenAll(Task.Run(() => Transfer.Move(ann, bob, 10)), Task.Run(() => Transfer.Move(ann, eve, 10)));
        Assert.Single(moved, done => done);
        Assert.Equal(10, Transfer.Total([ann, bob, eve]));
    }

    public static async Task Two_pay_into_one_account()
    {
        var (ann, bob, eve) = (new Account(10), new Account(10), new Account(0));
        await Task.WhenAll(Task.Run(() => Transfer.Move(ann, eve, 3)), Task.Run(() => Transfer.Move(bob, eve, 4)));
        Assert.Equal(7, eve.Balance);
    }

    public static async Task A_total_meets_a_transfer()
    {
        var (ann, bob) = (new Account(10), new Account(20));
        var total = Task.Run(() => Transfer.Total([bob, ann]));
        await Task.WhenAll(Task.Run(() => Transfer.Move(ann, bob, 5)), Task.Run(() => Transfer.Move(bob, ann, 6)));
        Assert.Equal(30, await total);
    }

    public static async Task A_transfer_is_refused_beside_another()
    {
        var (ann, bob) = (new Account(1), new Account(long.MaxValue));
        var poor = Task.Run(() => Transfer.Move(ann, bob, 2));
        var rich = Task.Run(() => Transfer.Move(ann, bob, 1));
        Assert.IsType<OverflowException>(await Failure.Of(rich));
        Assert.False(await poor);
        Assert.True(await Task.Run(() => Transfer.Move(bob, ann, 1)));
    }
}

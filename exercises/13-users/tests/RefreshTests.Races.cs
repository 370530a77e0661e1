using Xunit;

namespace Camp.Users.Tests;

/// <summary>Small situations for <c>camp check --race</c>, which runs each of them in hundreds of orders.</summary>
public static class RefreshRaces
{
    public static async Task Two_exchange_one_token()
    {
        var refresh = new Refresh(TimeSpan.FromDays(1), TimeProvider.System);
        var token = refresh.Start(7);
        var renewed = await Task.WhenAll(Task.Run(() => refresh.Renew(token)), Task.Run(() => refresh.Renew(token)));
        var winner = Assert.Single(renewed, next => next is not null);
        Assert.Null(refresh.Renew(winner!.Token));
    }

    public static async Task One_signs_out_while_another_renews()
    {
        var refresh = new Refresh(TimeSpan.FromDays(1), TimeProvider.System);
        var token = refresh.Start(7);
        var renewing = Task.Run(() => refresh.Renew(token));
        refresh.End(token);
        if (await renewing is { } next)
            Assert.Null(refresh.Renew(next.Token));
    }
}

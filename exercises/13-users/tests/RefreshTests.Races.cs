using Camp.Testing;

namespace Camp.Users.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class RefreshRaces
{
    public static async Task Two_exchange_one_token()
    {
        var refresh = new Refresh(TimeSpan.FromDays(1), TimeProvider.System);
        var token = refresh.Start(7);
        var renewed = await Task.WhenAll(Task.Run(() => refresh.Renew(token)), Task.Run(() => refresh.Renew(token)));
        var won = renewed.OfType<Renewed>().ToList();
        Expect.Equal(1, won.Count, "Exchanges of one token that succeeded", "Two at the same moment");
        Expect.Equal(null, refresh.Renew(won[0].Token), "The exchange of the winner's token, after the other's replay", "Two at the same moment");
    }

    public static async Task One_signs_out_while_another_renews()
    {
        var refresh = new Refresh(TimeSpan.FromDays(1), TimeProvider.System);
        var token = refresh.Start(7);
        var renewing = Task.Run(() => refresh.Renew(token));
        refresh.End(token);
        if (await renewing is { } next)
            Expect.Equal(null, refresh.Renew(next.Token), "The exchange of a token whose family was ended", "A refresh token works once");
    }
}

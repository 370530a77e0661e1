using Camp.Testing;

namespace Camp.Context.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class RequestValuesRaces
{
    private const string Section = "Values that follow the request";

    private static readonly RequestKey<string> s_user = new("user");

    public static async Task Two_requests_run_at_once()
    {
        var values = new RequestValues();
        using var shop = values.Set(s_user, "nobody");
        await Task.WhenAll(Task.Run(() => Handle("ada")), Task.Run(() => Handle("bob")));
        Expect.Equal("nobody", values.Get(s_user), "The value of the flow that has started both", Section);

        async Task Handle(string user)
        {
            Expect.Equal("nobody", values.Get(s_user), "The value that a flow inherits", Section);
            using (values.Set(s_user, user))
            {
                await Task.Yield();
                Expect.Equal(user, values.Get(s_user), "The value after an await", Section);
            }

            Expect.Equal("nobody", values.Get(s_user), "The value after Dispose", Section);
        }
    }

    public static async Task Work_goes_on_when_its_starter_has_disposed()
    {
        var values = new RequestValues();
        Task work;
        using (values.Set(s_user, "ada"))
            work = Task.Run(Work);
        Expect.True(!values.TryGet(s_user, out _), "There is a value after Dispose.", Section);
        await work;

        async Task Work()
        {
            await Task.Yield();
            Expect.Equal("ada", values.TryGet(s_user, out var user) ? user : "none", "The value in the work", Section);
        }
    }
}

using Camp.Testing;

namespace Camp.Memory.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class BufferPoolRaces
{
    private const string Section = "A pool of buffers";

    public static async Task Two_rent_what_one_has_returned()
    {
        var pool = new BufferPool(4, 2);
        pool.Return(new byte[4]);
        var rented = await Task.WhenAll(Task.Run(pool.Rent), Task.Run(pool.Rent));
        Expect.True(!ReferenceEquals(rented[0], rented[1]), "Two have rented one buffer.", Section);
        Expect.Equal(0, pool.Kept, "Buffers that are kept", Section);
    }

    public static async Task Three_return_where_there_is_room_for_two()
    {
        var pool = new BufferPool(4, 2);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => pool.Return(new byte[4]))));
        Expect.Equal(2, pool.Kept, "Buffers that are kept", Section);
    }

    public static async Task What_one_returns_another_rents_cleared()
    {
        var pool = new BufferPool(4, 2);
        var returning = Task.Run(() => pool.Return([1, 2, 3, 4]));
        Expect.True(pool.Rent().All(one => one == 0), "A buffer was rented that was not cleared.", Section);
        await returning;
    }
}

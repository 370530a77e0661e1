namespace Camp.Service.Users;

/// <summary>A page of a list: values out of range are moved to the nearest valid one.</summary>
internal readonly record struct Page(int Number, int Size)
{
    public const int DefaultSize = 20;
    public const int MaxSize = 100;

    /// <param name="number">The page, counted from 1. Absent means 1.</param>
    /// <param name="size">Users on a page, 1 to 100. Absent means 20.</param>
    public static Page From(int? number, int? size) =>
        new(Math.Max(number ?? 1, 1), Math.Clamp(size ?? DefaultSize, 1, MaxSize));

    /// <summary>How many users come before this page.</summary>
    public long Offset => (Number - 1L) * Size;
}

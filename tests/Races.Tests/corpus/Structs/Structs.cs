namespace RaceCorpus.Structs;

public static class Structs
{
    private struct Point
    {
        public int X;
        public int Y;

        public void Move() => X++;
    }

    private struct Line
    {
        public Point From;
        public Point To;
    }

    private sealed class Shape
    {
        public readonly Lock Gate = new();
        public Line Line;
        public (int Left, int Right) Pair;
        public int? Maybe;
        public DateTime Changed;
    }

    public static async Task Deep_fields_correct()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Line.From.X = 1; }, () => { shape.Line.From.Y = 1; });
    }

    public static async Task Deep_fields_broken()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Line.From.X = 1; }, () => { shape.Line.From.X = 2; });
    }

    public static async Task Static_fields_of_foreign_structs_correct()
    {
        var zero = TimeSpan.Zero;
        await Both.Twice(() => Check.That(Guid.Empty == default && zero == TimeSpan.Zero && string.Empty.Length == 0, "nothing"));
    }

    public static async Task Methods_of_a_struct_correct()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Line.From.Move(); }, () => { shape.Line.To.Move(); });
    }

    public static async Task Methods_of_a_struct_broken()
    {
        var shape = new Shape();
        await Both.Twice(() => { shape.Line.To.Move(); });
    }

    public static async Task Tuples_correct()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Pair.Left = 1; }, () => { shape.Pair.Right = 2; });
    }

    public static async Task Tuples_broken()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Pair.Left = 1; }, () => { shape.Pair = (3, 4); });
    }

    public static async Task Nullables_correct()
    {
        var shape = new Shape();
        await Both.Run(() => { lock (shape.Gate) shape.Maybe = 1; }, () => { lock (shape.Gate) _ = shape.Maybe.HasValue; });
    }

    public static async Task Nullables_broken()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Maybe = 1; }, () => { _ = shape.Maybe.HasValue; });
    }

    public static async Task Dates_broken()
    {
        var shape = new Shape();
        await Both.Run(() => { shape.Changed = new DateTime(2026, 11, 24); }, () => { _ = shape.Changed.Year; });
    }

    public static async Task By_reference_correct()
    {
        var shape = new Shape();
        await Both.Run(() => Set(ref shape.Line.From.X), () => Set(ref shape.Line.To.X));
    }

    public static async Task By_reference_broken()
    {
        var shape = new Shape();
        await Both.Run(() => Set(ref shape.Line.From.X), () => Set(ref shape.Line.From.X));
    }

    private static void Set(ref int field) => field = 1;
}

namespace RaceCorpus.ParallelLoops;

public static class ParallelLoops
{
    public static void For_correct()
    {
        var sum = 0;
        Parallel.For(0, 4, number => Interlocked.Add(ref sum, number));
        Check.Same(6, sum);
    }

    public static void For_broken()
    {
        var sum = 0;
        Parallel.For(0, 4, number => sum += number);
    }

    public static void Each_correct()
    {
        var squares = new int[3];
        Parallel.ForEach(new[] { 0, 1, 2 }, number => squares[number] = number * number);
        Check.Same(5, squares.Sum());
    }

    public static void Each_broken()
    {
        var squares = new List<int>();
        Parallel.ForEach(new[] { 0, 1, 2 }, number => squares.Add(number * number));
    }

    public static async Task Each_async_correct()
    {
        var sum = 0;
        await Parallel.ForEachAsync(new[] { 1, 2, 3 }, async (number, _) => { await Task.Yield(); Interlocked.Add(ref sum, number); });
        Check.Same(6, sum);
    }

    public static async Task Each_async_broken()
    {
        var sum = 0;
        await Parallel.ForEachAsync(new[] { 1, 2, 3 }, async (number, _) => { await Task.Yield(); sum += number; });
    }

    public static async Task Each_async_one_at_a_time_correct()
    {
        var sum = 0;
        await Parallel.ForEachAsync(new[] { 1, 2, 3 }, new ParallelOptions { MaxDegreeOfParallelism = 1 }, async (number, _) => { await Task.Yield(); sum += number; });
        Check.Same(6, sum);
    }

    public static void Invoke_broken()
    {
        var sum = 0;
        Parallel.Invoke(() => sum++, () => sum++);
    }
}

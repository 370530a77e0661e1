namespace RaceCorpus.Refused;

/// <summary>What the exploration does not know.</summary>
public static class Unknown
{
    public static void A_reader_writer_lock_of_old() => new ReaderWriterLock().AcquireReaderLock(1_000);

    public static void Parallel_queries() => Check.Same(3, new[] { 1, 2 }.AsParallel().Sum());
}

namespace TrainingCamp.Races.Running;

/// <summary>A thread that runs one strand after the other, and only when it is told to go.</summary>
internal sealed class Carrier
{
    private const int StackBytes = 1024 * 1024;

    private readonly Baton _go = new();
    private readonly Carriers _pool;
    private Strand? _strand;

    public Carrier(Carriers pool)
    {
        _pool = pool;
        new Thread(Loop, StackBytes) { IsBackground = true, Name = "race exploration" }.UnsafeStart();
    }

    /// <summary>Starts a strand.</summary>
    public void Start(Strand strand)
    {
        _strand = strand;
        _go.Hand();
    }

    /// <summary>Lets its strand go on.</summary>
    public void Go() => _go.Hand();

    /// <summary>Waits, on this very thread, until its strand may go on.</summary>
    public void Park() => _go.Wait();

    public void End() => _go.Hand();

    private void Loop()
    {
        using var go = _go;
        _pool.Processor?.Stay();
        while (true)
        {
            Park();
            if (_strand is not { } strand)
                return;
            strand.Live();
            _strand = null;

            // Returned first: whoever goes on may start a strand on this carrier.
            var goesOn = _pool.Return(this);
            strand.Run.HandOver(strand);
            if (!goesOn)
                return;
        }
    }
}

namespace TrainingCamp.Races.Running;

/// <summary>A thread that runs one strand after the other, and only when it is told to go.</summary>
internal sealed class Carrier
{
    private const int StackBytes = 1024 * 1024;

    // Sleeps at once: who spins takes the processor from the one that is to go on, and tests run beside an exploration. The system's
    // event, since handing over is most of what exploring takes, and the slim one wakes a thread by way of a monitor.
    private readonly AutoResetEvent _go = new(false);
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
        _go.Set();
    }

    /// <summary>Lets its strand go on.</summary>
    public void Go() => _go.Set();

    /// <summary>Waits, on this very thread, until its strand may go on.</summary>
    public void Park() => _go.WaitOne();

    public void End() => _go.Set();

    private void Loop()
    {
        using var go = _go;
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

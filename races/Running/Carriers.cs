namespace TrainingCamp.Races.Running;

/// <summary>The threads that strands run on. They are used again from schedule to schedule and end with the exploration.</summary>
/// <param name="processor">The one for all of them; null for any.</param>
internal sealed class Carriers(Processor? processor) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<Carrier> _idle = [];
    private bool _over;

    public Processor? Processor => processor;

    public Carrier Take()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var idle))
                return idle;
        }

        return new Carrier(this);
    }

    /// <returns>False when the carrier is to end.</returns>
    public bool Return(Carrier carrier)
    {
        lock (_gate)
        {
            if (!_over)
                _idle.Push(carrier);
            return !_over;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
            foreach (var carrier in _idle)
                carrier.End();
            _idle.Clear();
        }
    }
}

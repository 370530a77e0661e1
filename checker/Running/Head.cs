namespace TrainingCamp.Checker.Running;

/// <summary>Keeps the first lines of a text: a crash says what happened at its beginning.</summary>
internal sealed class Head
{
    private const int Most = 40;
    private readonly List<string> _lines = [];

    public string Text
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count < Most)
                _lines.Add(line);
        }
    }
}

using Mono.Cecil.Cil;

namespace TrainingCamp.Races.Rewriting;

internal sealed partial class MethodRewriter
{
    private SequencePoint? _before;
    private int _locks;

    // The compiler gives a lock on a Lock no line of its own: it is looked for in the source, between the statements around it.
    private int LockSite(Instruction enter)
    {
        (_locks, _before) = (_point == _before ? _locks + 1 : 0, _point);
        var after = enter.Next;
        while (after is not null && !_points.ContainsKey(after))
            after = after.Next;
        var site = Site("EnterScope");
        if (_point is null || after is null || !File.Exists(_point.Document.Url))
            return site;
        var (first, last) = (_point.StartLine, _points[after].StartLine);
        var lines = File.ReadLines(_point.Document.Url).Take(last).Select((text, index) => (Text: text, Line: index + 1))
            .Where(line => line.Line >= first && line.Text.TrimStart().StartsWith("lock (", StringComparison.Ordinal)).Skip(_locks).Take(1).ToList();
        return lines is [var found] ? _sites.Move(site, found.Line, found.Text.IndexOf("lock", StringComparison.Ordinal) + 1) : site;
    }
}

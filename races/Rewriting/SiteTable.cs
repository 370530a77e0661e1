using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>
/// Numbers the places of an exploration and the fields that they touch. No two tables give out the same numbers: what one exploration has
/// left behind in the process, such as a listener, is called in the next, and must be known for what it is.
/// </summary>
/// <param name="assemblies">The names of all assemblies that are rewritten.</param>
internal sealed class SiteTable(IReadOnlySet<string> assemblies)
{
    // So many tables of so many places, and then again from the first: by then nothing of it is called any more.
    private const int Places = 1 << 20;
    private const int Tables = 1 << 11;

    private static readonly Site Elsewhere = new("", 0, 0, "", "", -1, Writes: false, Atomic: false, "", "");
    private static uint _tables;

    private readonly int _first = (int)(Interlocked.Increment(ref _tables) % Tables) * Places;
    private readonly List<Site> _sites = [];
    private readonly Dictionary<string, int> _keys = [];

    /// <summary>The place of this number; one without a name when it is another table's.</summary>
    public Site this[int site] => Has(site) ? _sites[site - _first] : Elsewhere;

    public bool Has(int site) => (uint)(site - _first) < (uint)_sites.Count;

    /// <summary>Whether the type's code is rewritten.</summary>
    public bool Covers(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference other => assemblies.Contains(other.Name),
        _ => true,
    };

    public int Add(Site site)
    {
        _sites.Add(site);
        return _first + _sites.Count - 1;
    }

    /// <summary>Says where a site really is.</summary>
    public int Move(int site, int line, int column)
    {
        _sites[site - _first] = this[site] with { Line = line, Column = column };
        return site;
    }

    public int KeyOf(FieldReference field)
    {
        var name = $"{field.DeclaringType.GetElementType().FullName}::{field.Name}";
        if (!_keys.TryGetValue(name, out var key))
            _keys[name] = key = _keys.Count;
        return key;
    }
}

using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Numbers the places of an exploration and the fields that they touch.</summary>
internal sealed class SiteTable
{
    private readonly List<Site> _sites = [];
    private readonly Dictionary<string, int> _keys = [];

    public IReadOnlyList<Site> Sites => _sites;

    public int Add(Site site)
    {
        _sites.Add(site);
        return _sites.Count - 1;
    }

    /// <summary>Says where a site really is.</summary>
    public int Move(int site, int line, int column)
    {
        _sites[site] = _sites[site] with { Line = line, Column = column };
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

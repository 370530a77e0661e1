using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Numbers the places of an exploration and the fields that they touch.</summary>
/// <param name="assemblies">The names of all assemblies that are rewritten.</param>
internal sealed class SiteTable(IReadOnlySet<string> assemblies)
{
    private readonly List<Site> _sites = [];
    private readonly Dictionary<string, int> _keys = [];

    public IReadOnlyList<Site> Sites => _sites;

    /// <summary>Whether the type's code is rewritten.</summary>
    public bool Covers(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference other => assemblies.Contains(other.Name),
        _ => true,
    };

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

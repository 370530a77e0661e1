namespace TrainingCamp.Races.Rewriting;

/// <summary>A place in the rewritten code.</summary>
/// <param name="Method">The method that a person wrote: "Counter.Add".</param>
/// <param name="Name">What is accessed or called there: "Counter._count", "Add".</param>
/// <param name="Key">The number of the field; the same at every site that touches it.</param>
/// <param name="Declaring">The type that declares the field.</param>
/// <param name="Type">The type of the field or element.</param>
internal sealed record Site(string Path, int Line, int Column, string Method, string Name, int Key, bool Writes, bool Atomic, string Declaring, string Type, bool Updates = false)
{
    /// <summary>"Counter.cs:27".</summary>
    public string Place => $"{System.IO.Path.GetFileName(Path)}:{Line}";
}

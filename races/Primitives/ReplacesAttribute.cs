namespace TrainingCamp.Races.Primitives;

/// <summary>
/// Says whose members a class stands in for: a static method of the same name, with the object in front of its parameters. A
/// constructor is called New. Rewritten code calls these instead.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReplacesAttribute(Type type) : Attribute
{
    public Type Type => type;

    /// <summary>Members that need no stand-in, separated by blanks: they neither wait nor order anything. "*" for all others.</summary>
    public string Harmless { get; init; } = "";
}

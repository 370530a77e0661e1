namespace TrainingCamp.Checker.Racing;

/// <summary>What became of one situation of an exercise that was run in many orders.</summary>
/// <param name="Class">The class of the situation: "CounterRaces".</param>
/// <param name="Name">"Two_add_at_once".</param>
/// <param name="Kind">The kind of what was found ("Race", "Deadlock", …); empty when nothing was.</param>
/// <param name="Report">What was found, for a person to read.</param>
internal sealed record Situation(string Class, string Name, string Kind, string Report);

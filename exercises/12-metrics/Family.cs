namespace Camp.Metrics;

/// <summary>All series of one metric.</summary>
/// <param name="Name">Such as <c>shop_orders_total</c>.</param>
/// <param name="Type">Decides what the samples hold.</param>
/// <param name="Help">One sentence for people; may hold any character.</param>
/// <param name="Samples">In any order; may be empty.</param>
public sealed record Family(string Name, MetricType Type, string Help, IReadOnlyList<Sample> Samples);

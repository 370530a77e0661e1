namespace Camp.Data;

/// <summary>An order, as the service works with it.</summary>
/// <param name="Id">Above zero; may be larger than a double can hold.</param>
/// <param name="Customer">Who ordered.</param>
/// <param name="Total">To the cent, and with as many places as were given.</param>
/// <param name="PlacedAt">A moment.</param>
/// <param name="DeliverOn">A date on the calendar, wherever the customer lives.</param>
/// <param name="Note">What the customer wrote.</param>
public sealed record Order(
    long Id, string Customer, decimal Total, DateTimeOffset PlacedAt, DateOnly? DeliverOn = null, string? Note = null);

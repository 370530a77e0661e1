using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Camp.Data;

/// <summary>Orders as JSON, by code that the compiler generates: no reflection at run time.</summary>
/// <remarks>
/// The members are named in camel case: id, customer, total, placedAt, deliverOn, note; upper and lower case count.
/// Reading: id, customer, total and placedAt have to be there and must not be null; deliverOn and note may be missing or null. A member
/// of another name, or one that comes twice, is refused. A number may also stand in quotes (<c>"12.50"</c>), and is exact to
/// the last digit; a text is not taken from a number. placedAt is a date and time of ISO 8601 with its offset from UTC, Z or +08:00
/// (one without an offset is no moment, and is refused); deliverOn is a date alone, <c>2026-11-30</c>.
/// Whatever is refused, malformed JSON and the value null too, is a <see cref="JsonException"/>.
/// Writing: numbers as numbers, placedAt in UTC with a Z, deliverOn as a date; a member that is null is left out.
/// </remarks>
public static partial class Json
{
    /// <summary>
    /// How orders are read and written, for others to use. Made by a source-generated <see cref="JsonSerializerContext"/>, which is its
    /// <see cref="JsonTypeInfo.OriginatingResolver"/>.
    /// </summary>
    // TODO 1: a partial class that derives from JsonSerializerContext, with [JsonSerializable(typeof(Order))].
    // TODO 2: its rules by [JsonSourceGenerationOptions]: names, what is unknown, twice, missing, null, in quotes.
    // TODO 3: a JsonConverter<DateTimeOffset> for moments; the context gets it as one of its Converters.
    public static JsonTypeInfo<Order> Info =>
        throw new NotImplementedException("Json.Info: the context's JsonTypeInfo<Order>.");

    /// <summary>The order that stands in a JSON text.</summary>
    /// <exception cref="JsonException">The text is no order.</exception>
    // TODO 4: deserialize by Info; null is no order.
    public static Order Read(ReadOnlySpan<byte> utf8) =>
        throw new NotImplementedException("Json.Read: deserialize by Info.");

    /// <summary>The JSON text of an order, in UTF-8.</summary>
    // TODO 5: serialize by Info.
    public static byte[] Write(Order order) =>
        throw new NotImplementedException("Json.Write: serialize by Info.");
}

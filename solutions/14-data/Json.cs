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
    public static JsonTypeInfo<Order> Info => Context.Default.Order;

    /// <summary>The order that stands in a JSON text.</summary>
    /// <exception cref="JsonException">The text is no order.</exception>
    public static Order Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Info) ?? throw new JsonException("An order is an object, not null.");

    /// <summary>The JSON text of an order, in UTF-8.</summary>
    public static byte[] Write(Order order) => JsonSerializer.SerializeToUtf8Bytes(order, Info);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        // Otherwise a record's "string" may be null, and a missing number is 0.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = [typeof(MomentConverter)])]
    [JsonSerializable(typeof(Order))]
    private sealed partial class Context : JsonSerializerContext;

    private sealed class MomentConverter : JsonConverter<DateTimeOffset>
    {
        private const int DateLength = 10;

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            // Without an offset the library would take the time zone of the machine that happens to read it.
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            var hasOffset = text.Length > DateLength && text.AsSpan(DateLength).ContainsAny("Z+-");
            return hasOffset && reader.TryGetDateTimeOffset(out var moment) ? moment : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}

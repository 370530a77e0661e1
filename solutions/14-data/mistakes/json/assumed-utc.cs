// Mistake: a moment without an offset is taken for UTC.
// Rejected by: JsonTests.What_is_no_moment_is_refused
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Camp.Data;

/// <summary>Orders as JSON, by code that the compiler generates: no reflection at run time.</summary>
public static partial class Json
{
    /// <summary>
    /// How orders are read and written, for others to use. Made by a source-generated <see cref="JsonSerializerContext"/>, which is its
    /// <see cref="JsonTypeInfo.OriginatingResolver"/>.
    /// </summary>
    public static JsonTypeInfo<Order> Info => Context.Default.Order;

    /// <summary>The order that stands in a JSON text.</summary>
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
            return DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment) && (hasOffset || text.Contains('T')) ? moment : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}

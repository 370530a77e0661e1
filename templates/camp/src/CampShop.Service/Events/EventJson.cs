using System.Text.Json;
using System.Text.Json.Serialization;

namespace Camp.Service.Events;

/// <summary>Readers and writers of the events' JSON, generated at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UserCreated))]
internal sealed partial class EventJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Camp.Service.Auth;

namespace Camp.Service.Users;

/// <summary>Readers and writers of the API's JSON, generated at compile time. Lesson 14-data explains this.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(ChangedUser))]
[JsonSerializable(typeof(IReadOnlyList<User>))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(IssuedToken))]
internal sealed partial class ApiJson : JsonSerializerContext;

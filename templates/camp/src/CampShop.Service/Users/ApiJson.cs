using System.Text.Json.Serialization;
#if (auth)
using Camp.Service.Auth;
#endif

namespace Camp.Service.Users;

/// <summary>Readers and writers of the API's JSON, generated at compile time. Lesson 14-data explains this.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(ChangedUser))]
[JsonSerializable(typeof(IReadOnlyList<User>))]
#if (auth)
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(IssuedToken))]
#endif
internal sealed partial class ApiJson : JsonSerializerContext;

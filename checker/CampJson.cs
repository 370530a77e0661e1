using System.Text.Json.Serialization;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;

namespace TrainingCamp.Checker;

/// <summary>What every check reads and writes as JSON, compiled in advance: reflection would take a tenth of a second of the first.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CompilerCall))]
[JsonSerializable(typeof(Lesson.LessonJson))]
[JsonSerializable(typeof(Exploring.Order))]
[JsonSerializable(typeof(List<Situation>))]
internal sealed partial class CampJson : JsonSerializerContext;

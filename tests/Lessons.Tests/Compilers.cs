using System.Collections.Concurrent;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Lessons.Tests;

/// <summary>One compiler for each lesson: what one look at an answer has parsed, bound and compiled serves the next.</summary>
internal static class Compilers
{
    private static readonly ConcurrentDictionary<string, LessonCompiler> All = new();

    public static LessonCompiler Of(Lesson lesson, CompilerCall call) => All.GetOrAdd(lesson.Folder, _ => Another(lesson, call));

    /// <summary>Another one, for who must not meet what others have compiled.</summary>
    public static LessonCompiler Another(Lesson lesson, CompilerCall call) => new(lesson.Folder, call);
}

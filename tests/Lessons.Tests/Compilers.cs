using System.Collections.Concurrent;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Lessons.Tests;

/// <summary>One compiler for each lesson: what one look at an answer has parsed, bound and compiled serves the next.</summary>
internal static class Compilers
{
    private static readonly ConcurrentDictionary<string, LessonCompiler> All = new();

    public static LessonCompiler Of(Lesson lesson, CompilerCall call) => All.GetOrAdd(lesson.Folder, folder => new LessonCompiler(folder, call));
}

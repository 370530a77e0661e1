using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Runtime;
using TrainingCamp.Checker.Compiling;

namespace TrainingCamp.Checker.Running;

/// <summary>
/// Reads a memory dump of a test process and names the lesson's methods that are in the middle of something. The process
/// writes the dump itself, so no right to trace it is needed.
/// </summary>
internal static class ThreadDump
{
    private const string Patience = "Camp.Testing.Patience+";

    /// <summary>
    /// For each thread in the lesson's code, and each async method that awaits, one line of text. Where none of the trainee's
    /// code is in the middle of anything, a task it has returned may still be waited for: then the waiting test is named.
    /// </summary>
    /// <param name="processId">A .NET process of the same user.</param>
    /// <param name="assembly">The lesson's assembly, with its .pdb beside it, and those of the answers.</param>
    /// <returns>Empty when nothing of the lesson is on any stack, or the process is on its way out.</returns>
    public static IReadOnlyList<string> WhoWaits(int processId, string assembly)
    {
        var dump = Path.Combine(Path.GetTempPath(), $"camp-{processId}-{Environment.ProcessId}.dmp");
        try
        {
            new DiagnosticsClient(processId).WriteDump(DumpType.WithHeap, dump);
            using var target = DataTarget.LoadDump(dump);
            using var runtime = target.ClrVersions.First().CreateRuntime();
            // Somebody's exception is on its way up: the process is about to end, or to go on, by itself.
            if (runtime.Threads.Any(thread => thread.CurrentException is not null))
                return [];
            using var lines = new SourceLines([assembly, Compiled.AnswersOf(assembly)]);
            var waiting = AsyncMethods(runtime, assembly).ToList();
            var answers = waiting.Where(name => !IsTest(name)).Select(name => $"{Readable(name, "MoveNext")} in await");
            List<string> found = [.. Threads(runtime, assembly, lines).Concat(answers).Distinct().Take(8)];
            return found.Count > 0 ? found : [.. GivenAway(waiting)];
        }
        finally
        {
            File.Delete(dump);
        }
    }

    // Patience waits, and not for a method of the answer: so for a task that the answer has returned.
    private static IEnumerable<string> GivenAway(List<string> waiting)
    {
        if (!waiting.Any(name => name.StartsWith(Patience, StringComparison.Ordinal)))
            return [];
        var tests = waiting.Where(name => IsTest(name) && !name.StartsWith(Patience, StringComparison.Ordinal));
        return tests.Select(name => $"{Readable(name, "MoveNext")} in await of a task that nothing ends").DefaultIfEmpty("a task that nothing ends").Distinct();
    }

    private static IEnumerable<string> Threads(ClrRuntime runtime, string assembly, SourceLines lines)
    {
        foreach (var thread in runtime.Threads.Where(thread => thread.IsAlive))
        {
            var frames = thread.EnumerateStackTrace().Where(frame => frame.Method is not null).Take(200).ToList();
            var at = frames.FindIndex(frame => IsAnswer(frame.Method!, assembly));
            if (at < 0)
                continue;
            var method = frames[at].Method!;
            var waitsIn = at > 0 ? $" in {Framework(frames[at - 1].Method!)}" : "";
            yield return $"{Readable(method.Type.Name, method.Name)}{lines.At(method, frames[at].InstructionPointer)}{waitsIn}";
        }
    }

    // "Camp.Sync.Bank+<MoveAsync>d__3"
    private static IEnumerable<string> AsyncMethods(ClrRuntime runtime, string assembly)
    {
        foreach (var box in runtime.Heap.EnumerateObjects())
        {
            if (box.Type?.Name?.Contains("AsyncStateMachineBox<", StringComparison.Ordinal) != true)
                continue;
            if (Waiting(box) is { } machine && BelongsTo(machine, assembly) && machine.Name is { } name)
                yield return name;
        }
    }

    // The type of an async method's state machine, if the method awaits: its state is then 0 or more. The machine is an
    // object in a debug build and a struct in an optimized one.
    private static ClrType? Waiting(ClrObject box)
    {
        const string State = "<>1__state";
        if (box.Type!.GetFieldByName("StateMachine") is not { } field)
            return null;
        if (!field.IsObjectReference)
            return box.ReadValueTypeField("StateMachine").ReadField<int>(State) >= 0 ? field.Type : null;
        var machine = box.ReadObjectField("StateMachine");
        return !machine.IsNull && machine.ReadField<int>(State) >= 0 ? machine.Type : null;
    }

    private static bool IsAnswer(ClrMethod method, string assembly) =>
        BelongsTo(method.Type, assembly) && method.Type.Name is { } name && !IsTest(name);

    private static bool BelongsTo(ClrType type, string assembly) =>
        Path.GetFileName(type.Module?.Name) is { } module && new[] { assembly, Compiled.AnswersOf(assembly) }.Any(path =>
            module.Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase));

    private static bool IsTest(string typeName) =>
        typeName.Contains(".Tests.", StringComparison.Ordinal) || typeName.StartsWith("Camp.Testing.", StringComparison.Ordinal)
        || typeName.StartsWith("Xunit", StringComparison.Ordinal);

    private static string Framework(ClrMethod method)
    {
        // The runtime's own helpers stand for the method that a reader knows.
        var name = method.Name?.Replace("_Slowpath", "", StringComparison.Ordinal);
        return $"{method.Type.Name?.Split('.')[^1].Split('<')[0]}.{name}";
    }

    // "Camp.Sync.Bank+<MoveAsync>d__3" and "MoveNext" → "Bank.MoveAsync"
    internal static string Readable(string? typeName, string? methodName)
    {
        var type = typeName ?? "";
        var nested = type.IndexOf("+<", StringComparison.Ordinal);
        var outer = nested < 0 ? type : type[..nested];
        outer = outer[(outer.Split('<')[0].LastIndexOf('.') + 1)..];
        var name = Between(methodName) ?? (nested < 0 ? null : Between(type[(nested + 1)..])) ?? methodName;
        return $"{outer}.{name}";

        static string? Between(string? text) =>
            text is ['<', ..] && text.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? text[1..end] : null;
    }
}

using Microsoft.Diagnostics.Runtime;

namespace TrainingCamp.Checker.Running;

/// <summary>Looks into a running test process and names the lesson's methods that are in the middle of something.</summary>
internal static class ThreadDump
{
    /// <summary>For each thread in the lesson's code, and each async method that awaits, one line of text.</summary>
    /// <param name="processId">A process of ours.</param>
    /// <param name="assembly">The lesson's assembly, with its .pdb beside it.</param>
    /// <returns>Empty when nothing of the lesson is on any stack, or the process cannot be looked into.</returns>
    public static IReadOnlyList<string> WhoWaits(int processId, string assembly)
    {
        try
        {
            using var target = DataTarget.AttachToProcess(processId, suspend: true);
            using var runtime = target.ClrVersions.First().CreateRuntime();
            using var lines = new SourceLines(Path.ChangeExtension(assembly, ".pdb"));
            return [.. Threads(runtime, assembly, lines).Concat(AsyncMethods(runtime, assembly)).Distinct().Take(8)];
        }
        catch (Exception error) when (error is ClrDiagnosticsException or InvalidOperationException or IOException or ArgumentException
            or UnauthorizedAccessException or PlatformNotSupportedException or BadImageFormatException)
        {
            // No dump, no names: the verdict stands without them.
            return [];
        }
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

    private static IEnumerable<string> AsyncMethods(ClrRuntime runtime, string assembly)
    {
        foreach (var box in runtime.Heap.EnumerateObjects())
        {
            if (box.Type?.Name?.Contains("AsyncStateMachineBox<", StringComparison.Ordinal) != true)
                continue;
            var machine = box.Type.GetFieldByName("StateMachine");
            if (machine?.Type is not { } type || !BelongsTo(type, assembly) || State(box, machine) < 0)
                continue;
            if (type.Name is { } name && !IsTest(name))
                yield return $"{Readable(name, "MoveNext")} in await";
        }
    }

    // An async method's state: -2 finished, -1 running, 0 and up awaiting.
    private static int State(ClrObject box, ClrInstanceField machine) => machine.IsObjectReference
        ? box.ReadObjectField("StateMachine").ReadField<int>("<>1__state")
        : box.ReadValueTypeField("StateMachine").ReadField<int>("<>1__state");

    private static bool IsAnswer(ClrMethod method, string assembly) =>
        BelongsTo(method.Type, assembly) && method.Type.Name is { } name && !IsTest(name);

    private static bool BelongsTo(ClrType type, string assembly) =>
        string.Equals(Path.GetFileName(type.Module?.Name), Path.GetFileName(assembly), StringComparison.OrdinalIgnoreCase);

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

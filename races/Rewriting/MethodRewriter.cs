using Mono.Cecil;
using Mono.Cecil.Cil;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Rewrites one method: accesses to shared memory and calls that wait or order go through the exploration.</summary>
internal sealed partial class MethodRewriter
{
    private readonly MethodDefinition _method;
    private readonly SiteTable _sites;
    private readonly Weaver _weaver;
    private readonly string _written;
    private readonly Dictionary<Instruction, SequencePoint> _points = [];
    private SequencePoint? _point;

    // As it was compiled: what is woven in comes between.
    private Instruction? _previous;

    private MethodRewriter(MethodDefinition method, SiteTable sites)
    {
        _method = method;
        _sites = sites;
        // Before anything is inserted: from then on offsets mean nothing.
        var points = method.DebugInformation.SequencePoints.Where(point => !point.IsHidden).GroupBy(point => point.Offset).ToDictionary(group => group.Key, group => group.First());
        foreach (var instruction in method.Body.Instructions)
        {
            if (points.TryGetValue(instruction.Offset, out var point))
                _points[instruction] = point;
        }

        _weaver = new Weaver(method);
        var type = Types.Written(method.DeclaringType);
        var name = Types.Readable(Types.IsOfCompiler(method.DeclaringType) && !method.Name.StartsWith('<') ? method.DeclaringType.Name : method.Name);
        _written = name is "<>c" or "" ? Types.Readable(type.Name) : name.Replace("<Races>Reset", Types.Readable(type.Name));
    }

    /// <param name="accesses">False for code that runs before anything is shared, such as a static initializer.</param>
    public static void Rewrite(MethodDefinition method, SiteTable sites, bool accesses = true)
    {
        var rewriter = new MethodRewriter(method, sites);
        Instruction[] instructions = [.. method.Body.Instructions];
        rewriter.Handlers();
        rewriter.AsyncMethod(instructions);
        foreach (var instruction in instructions)
        {
            rewriter._point = rewriter._points.GetValueOrDefault(instruction, rewriter._point!);
            if (instruction.OpCode.Code is Code.Ldsfld or Code.Stsfld or Code.Ldsflda)
                rewriter.EnsureStatics((FieldReference)instruction.Operand);
            if (accesses)
                rewriter.Access(instruction);
            rewriter.Call(instruction, accesses);
            rewriter._weaver.Weave(instruction);
            rewriter._previous = instruction.OpCode.OpCodeType == OpCodeType.Prefix ? rewriter._previous : instruction;
        }

        rewriter._weaver.Finish();
    }

    // A type's own initializer must not ask for itself.
    private void EnsureStatics(FieldReference field)
    {
        if (_method.Name != Statics.ResetName || field.DeclaringType.GetElementType() != _method.DeclaringType)
            StaticFields.Ensure(_weaver, _sites, field);
    }

    private void Access(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldfld or Code.Stfld or Code.Ldflda or Code.Ldsfld or Code.Stsfld or Code.Ldsflda:
                Field(instruction, (FieldReference)instruction.Operand);
                break;
            case Code.Ldelema:
                ElementAddress(instruction);
                break;
            case Code.Ldobj or Code.Initobj or Code.Stobj:
                Indirect(instruction);
                break;
            default:
                if (instruction.OpCode.Name.StartsWith("ldelem", StringComparison.Ordinal) || instruction.OpCode.Name.StartsWith("stelem", StringComparison.Ordinal))
                    Element(instruction);
                else if (instruction.OpCode.Name.StartsWith("ldind", StringComparison.Ordinal) || instruction.OpCode.Name.StartsWith("stind", StringComparison.Ordinal))
                    Indirect(instruction);
                break;
        }
    }

    // A catch block would hold up the unwinding of a schedule that is over.
    private void Handlers()
    {
        foreach (var handler in _method.Body.ExceptionHandlers.Where(handler => handler.HandlerType == ExceptionHandlerType.Catch && !EndsAsyncMethod(handler)))
        {
            _weaver.Call(typeof(AsyncCalls), nameof(AsyncCalls.Caught));
            _weaver.Weave(handler.HandlerStart);
        }
    }

    private int Site(string name, int key = -1, bool writes = false, bool atomic = false, string declaring = "", string type = "", bool updates = false) =>
        _sites.Add(new Site(_point?.Document.Url ?? "", _point?.StartLine ?? 0, _point?.StartColumn ?? 0, _written, name, key, writes, atomic, declaring, type, updates));

    private static bool IsVolatile(Instruction instruction)
    {
        for (var before = instruction.Previous; before?.OpCode.OpCodeType == OpCodeType.Prefix; before = before.Previous)
        {
            if (before.OpCode.Code == Code.Volatile)
                return true;
        }

        return false;
    }
}

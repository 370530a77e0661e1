using Mono.Cecil;
using Mono.Cecil.Cil;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Rewriting;

internal sealed partial class MethodRewriter
{
    private const string FrameField = "<Races>frame";

    // MoveNext of a state machine: it notes where it waits, and learns when it goes on.
    private void AsyncMethod(Instruction[] instructions)
    {
        if (_method.Name != "MoveNext" || !Types.IsAsync(_method.DeclaringType))
            return;
        var frame = Frame();
        _point = instructions.Select(instruction => _points.GetValueOrDefault(instruction)).FirstOrDefault(point => point is not null);
        _weaver.Emit(OpCodes.Ldarg_0);
        _weaver.Emit(OpCodes.Ldflda, frame);
        _weaver.Number(Site(""));
        _weaver.Call(typeof(AsyncCalls), nameof(AsyncCalls.Enter));
        _weaver.Weave(instructions[0]);
        foreach (var instruction in instructions)
        {
            _point = _points.GetValueOrDefault(instruction, _point!);
            if (instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: "AwaitUnsafeOnCompleted" or "AwaitOnCompleted" } })
                Suspend(instruction, frame);
            else if (instruction.OpCode.Code == Code.Ret)
                Leave(instruction);
        }

        _point = null;
    }

    private void Suspend(Instruction call, FieldReference frame)
    {
        _weaver.Emit(OpCodes.Ldarg_0);
        _weaver.Emit(OpCodes.Ldfld, frame);
        _weaver.Number(Site(""));
        _weaver.Call(typeof(AsyncCalls), nameof(AsyncCalls.Suspend));
        _weaver.Weave(call);
    }

    private void Leave(Instruction ret)
    {
        _weaver.Call(typeof(AsyncCalls), nameof(AsyncCalls.Leave));
        _weaver.Weave(ret);
    }

    private FieldReference Frame()
    {
        var type = _method.DeclaringType;
        var field = type.Fields.FirstOrDefault(known => known.Name == FrameField);
        if (field is null)
            type.Fields.Add(field = new FieldDefinition(FrameField, FieldAttributes.Public, Basic.Object));
        return new FieldReference(FrameField, Basic.Object, Types.Self(type));
    }

    private bool EndsAsyncMethod(ExceptionHandler handler)
    {
        if (!Types.IsAsync(_method.DeclaringType))
            return false;
        for (var instruction = handler.HandlerStart; instruction is not null && instruction != handler.HandlerEnd; instruction = instruction.Next)
        {
            if (instruction.Operand is MethodReference { Name: "SetException" })
                return true;
        }

        return false;
    }
}

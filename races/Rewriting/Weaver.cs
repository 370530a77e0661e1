using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Puts instructions before and after others; branches and handlers that led to an instruction lead to what was put before it.</summary>
internal sealed class Weaver
{
    private readonly MethodBody _body;
    private readonly ILProcessor _il;
    private readonly Dictionary<Instruction, Instruction> _first = [];
    private List<Instruction> _before = [];
    private List<Instruction> _after = [];
    private bool _isAfter;

    public Weaver(MethodDefinition method)
    {
        _body = method.Body;
        _body.SimplifyMacros();
        _il = _body.GetILProcessor();
        Module = method.Module;
    }

    public ModuleDefinition Module { get; }

    public MethodReference Method(Type type, string name) => Imports.Of(Module).Hook(type, name);

    public VariableDefinition Variable(TypeReference type)
    {
        var variable = new VariableDefinition(type);
        _body.Variables.Add(variable);
        return variable;
    }

    /// <summary>What is emitted from now on goes behind the instruction.</summary>
    public void Behind() => _isAfter = true;

    public void Emit(OpCode code) => Add(_il.Create(code));

    public void Emit(OpCode code, VariableDefinition variable) => Add(_il.Create(code, variable));

    public void Emit(OpCode code, TypeReference type) => Add(_il.Create(code, type));

    public void Emit(OpCode code, FieldReference field) => Add(_il.Create(code, field));

    public void Number(int number) => Add(_il.Create(OpCodes.Ldc_I4, number));

    public void Call(Type type, string name) => Add(_il.Create(OpCodes.Call, Method(type, name)));

    public void Call(MethodReference method) => Add(_il.Create(OpCodes.Call, method));

    /// <summary>Takes values off the stack, topmost last in <paramref name="types"/>, to be put back with <see cref="PutBack"/>.</summary>
    public List<VariableDefinition> SetAside(IEnumerable<TypeReference> types)
    {
        var variables = types.Select(Variable).ToList();
        foreach (var variable in Enumerable.Reverse(variables))
            Emit(OpCodes.Stloc, variable);
        return variables;
    }

    public void PutBack(List<VariableDefinition> variables) => variables.ForEach(variable => Emit(OpCodes.Ldloc, variable));

    /// <summary>An access to a field of the object in a variable.</summary>
    public void AsField(int site, VariableDefinition owner)
    {
        Emit(OpCodes.Ldloc, owner);
        Number(site);
        Call(typeof(Running.Hooks), nameof(Running.Hooks.Field));
    }

    /// <summary>Puts what was emitted around the instruction; prefixes such as volatile. stay in front of it.</summary>
    public void Weave(Instruction around)
    {
        var start = around;
        while (start.Previous?.OpCode.OpCodeType == OpCodeType.Prefix)
            start = start.Previous;
        foreach (var instruction in _before)
            _il.InsertBefore(start, instruction);
        foreach (var instruction in Enumerable.Reverse(_after))
            _il.InsertAfter(around, instruction);
        if (_before.Count > 0)
            _first.TryAdd(start, _before[0]);
        (_before, _after, _isAfter) = ([], [], false);
    }

    public void Finish()
    {
        foreach (var instruction in _body.Instructions)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => First(target),
                Instruction[] targets => targets.Select(target => First(target)!).ToArray(),
                var other => other,
            };
        }

        foreach (var handler in _body.ExceptionHandlers)
        {
            (handler.TryStart, handler.TryEnd) = (First(handler.TryStart), First(handler.TryEnd));
            (handler.HandlerStart, handler.HandlerEnd) = (First(handler.HandlerStart), First(handler.HandlerEnd));
            handler.FilterStart = First(handler.FilterStart);
        }

        _body.OptimizeMacros();
    }

    private void Add(Instruction instruction) => (_isAfter ? _after : _before).Add(instruction);

    private Instruction? First(Instruction? instruction) =>
        instruction is not null && _first.TryGetValue(instruction, out var first) ? first : instruction;
}

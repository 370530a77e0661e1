using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Finds the types of a module whose code can run when that of some others does.</summary>
internal static class Reachable
{
    /// <summary>The types in the module's order. What is called by reflection alone, without being named in code, is not among them.</summary>
    /// <param name="roots">Simple names of types.</param>
    public static List<TypeDefinition> From(ModuleDefinition module, IReadOnlySet<string> roots)
    {
        var found = new HashSet<TypeDefinition>();
        var left = new Stack<TypeDefinition>();
        foreach (var type in module.GetTypes().Where(type => roots.Contains(type.Name) || type.Name == "<Module>"))
            Add(type);
        while (left.TryPop(out var type))
        {
            Add(type.BaseType);
            foreach (var implemented in type.Interfaces)
                Add(implemented.InterfaceType);
            foreach (var instruction in type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions))
                AddOperand(instruction.Operand);
        }

        return [.. module.GetTypes().Where(found.Contains)];

        void AddOperand(object operand)
        {
            switch (operand)
            {
                case TypeReference type:
                    Add(type);
                    break;
                case MemberReference member:
                    Add(member.DeclaringType);
                    if (member is GenericInstanceMethod generic)
                        generic.GenericArguments.ToList().ForEach(Add);
                    break;
            }
        }

        void Add(TypeReference? reference)
        {
            if (reference is GenericInstanceType generic)
                generic.GenericArguments.ToList().ForEach(Add);
            if (reference is TypeSpecification specification)
                Add(specification.ElementType);
            else if (reference is TypeDefinition type && found.Add(type))
                left.Push(type);
        }
    }
}

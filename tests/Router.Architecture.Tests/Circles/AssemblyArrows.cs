using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Router.Architecture.Tests.Circles;

/// <summary>
/// What the namespaces of one assembly know of each other, read from its IL. A nested type, and with it what the compiler makes of lambdas
/// and async methods, counts as the type that holds it. Constants, <c>nameof</c> and comments leave nothing in the IL and are not seen.
/// </summary>
internal sealed class AssemblyArrows
{
    /// <summary>What source generators put elsewhere, and the global namespace, are nobody's architecture.</summary>
    private const string Product = "Router";

    private readonly ModuleDefinition module;
    private readonly ArrowMap arrows = new();

    private AssemblyArrows(ModuleDefinition module) => this.module = module;

    public static ArrowMap Read(string file)
    {
        using var module = ModuleDefinition.ReadModule(file);
        var reading = new AssemblyArrows(module);
        foreach (var type in module.GetTypes())
            reading.ReadType(type);
        return reading.arrows;
    }

    private void ReadType(TypeDefinition type)
    {
        Knows(type, type.BaseType);
        foreach (var implemented in type.Interfaces)
            Knows(type, implemented.InterfaceType);
        foreach (var field in type.Fields)
        {
            Knows(type, field.FieldType);
            KnowsAttributes(type, field);
        }
        foreach (var property in type.Properties)
            KnowsAttributes(type, property);
        foreach (var method in type.Methods)
            ReadMethod(type, method);
        KnowsAttributes(type, type);
        KnowsConstraints(type, type);
    }

    private void ReadMethod(TypeDefinition type, MethodDefinition method)
    {
        KnowsMethod(type, method);
        KnowsAttributes(type, method);
        KnowsConstraints(type, method);
        foreach (var parameter in method.Parameters)
            KnowsAttributes(type, parameter);
        if (!method.HasBody)
            return;
        foreach (var variable in method.Body.Variables)
            Knows(type, variable.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers)
            Knows(type, handler.CatchType);
        foreach (var instruction in method.Body.Instructions)
            ReadInstruction(type, instruction);
    }

    private void ReadInstruction(TypeDefinition type, Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference other:
                Knows(type, other);
                break;
            case MethodReference other:
                KnowsMethod(type, other);
                break;
            case FieldReference other:
                Knows(type, other.DeclaringType);
                Knows(type, other.FieldType);
                break;
        }
    }

    private void KnowsMethod(TypeDefinition type, MethodReference method)
    {
        Knows(type, method.DeclaringType);
        Knows(type, method.ReturnType);
        foreach (var parameter in method.Parameters)
            Knows(type, parameter.ParameterType);
        foreach (var argument in method is GenericInstanceMethod generic ? generic.GenericArguments : [])
            Knows(type, argument);
    }

    /// <summary>The attributes themselves: to read their arguments, the assemblies of their enums would have to be found.</summary>
    private void KnowsAttributes(TypeDefinition type, ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
            Knows(type, attribute.AttributeType);
    }

    private void KnowsConstraints(TypeDefinition type, IGenericParameterProvider provider)
    {
        foreach (var constraint in provider.GenericParameters.SelectMany(parameter => parameter.Constraints))
            Knows(type, constraint.ConstraintType);
    }

    private void Knows(TypeDefinition type, TypeReference? other)
    {
        switch (other)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments)
                    Knows(type, argument);
                Knows(type, generic.ElementType);
                return;
            case TypeSpecification specification:
                Knows(type, specification.ElementType);
                return;
        }
        if (other.Scope != module)
            return;
        var (from, to) = (Outermost(type), Outermost(other));
        if (IsOurs(from) && IsOurs(to))
            arrows.Add(from.Namespace, to.Namespace, $"{Name(from)} -> {Name(to)}");
    }

    private static bool IsOurs(TypeReference type) =>
        type.Namespace == Product || type.Namespace.StartsWith(Product + ".", StringComparison.Ordinal);

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } holder)
            type = holder;
        return type;
    }

    /// <summary>Without the number of type parameters that the IL puts behind it.</summary>
    private static string Name(TypeReference type) => type.Name.Split('`')[0];
}

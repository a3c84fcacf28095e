using System.Reflection;

namespace Router.Mesh.Tests.Day;

/// <summary>How many objects something holds on to. Unlike bytes in use it is the same on every run.</summary>
internal static class ReachableObjects
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static int Count(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var open = new Stack<object>(seen);
        while (open.TryPop(out var next))
        {
            foreach (var held in HeldBy(next))
            {
                // What belongs to the runtime (types, delegates' methods) is no machine's.
                if (held is not (Type or Pointer or MemberInfo or string) && seen.Add(held))
                    open.Push(held);
            }
        }
        return seen.Count;
    }

    private static IEnumerable<object> HeldBy(object holder)
    {
        if (holder is Array array)
        {
            if (!MayHold(array.GetType().GetElementType()!))
                return [];
            return array.Cast<object?>()
                .SelectMany(element => element is null ? [] : element.GetType().IsValueType ? HeldBy(element) : [element]);
        }
        return FieldsOf(holder.GetType()).Select(field => field.GetValue(holder)).OfType<object>()
            .SelectMany(value => value.GetType().IsValueType ? HeldBy(value) : [value]);
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (var field in at.GetFields(Fields))
            {
                if (MayHold(field.FieldType))
                    yield return field;
            }
        }
    }

    private static bool MayHold(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsPointer && type != typeof(TimeSpan) && !type.IsByRefLike;
}

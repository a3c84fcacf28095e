using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Configuration;

/// <summary>What refers to entries of a configuration by their names.</summary>
internal static class EntryReferences
{
    /// <summary>See <see cref="ReferenceFinder"/>.</summary>
    public static Reference? Find(string place, string name, Func<string, bool> says) => place switch
    {
        "interfaces" => (shape, text) => Names(shape) == NetworkNames.Interface && text == name,
        "system users" => (shape, text) => Names(shape) == NetworkNames.User && text == name,
        "firewall sets" => (shape, text) => Names(shape) == NetworkNames.Set && text == $"@{name}",
        "firewall services" => (shape, text) => Names(shape) == NetworkNames.ServiceSet && text == $"@{name}",
        "routing vrfs" => (shape, text) => ReferenceEquals(shape, ZoneShape.Vrf) && text == name,
        "mesh" when says("zone") => (shape, text) => Names(shape) == NetworkNames.Interface && text == name,
        // A mesh that says no zone is one by its name.
        "mesh" => (shape, text) => Names(shape) is var names
            && (IsZone(names, text, name) || (names == NetworkNames.Interface && text == name)),
        _ => null,
    };

    private static bool IsZone(NameKind? names, string text, string name) => names == NetworkNames.ZonePair
        ? text.Split(' ').Contains(name)
        : (names == NetworkNames.Zone || names == NetworkNames.ZoneOrRouter) && text == name;

    private static NameKind? Names(Shape shape) => (shape as IScalarShape)?.Names;
}

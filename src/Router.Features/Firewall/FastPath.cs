using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary>The way of established connections.</summary>
public enum FastPath
{
    /// <summary>By the rules, as every packet.</summary>
    None,

    /// <summary>Past the rules, by the kernel's flow table.</summary>
    Software,

    /// <summary>The same, by the network cards themselves.</summary>
    Hardware,
}

internal static class FastPaths
{
    /// <summary>The version of the schema in which a switch (<c>offload</c>) became this choice.</summary>
    public const int Since = 2;

    public static readonly ScalarShape<FastPath> Shape = Scalars.Choice(
        "fast path",
        ("none", FastPath.None, "by the rules, as every packet"),
        ("software", FastPath.Software, "a short way in the kernel past the rules; counters of rules do not see it"),
        ("hardware", FastPath.Hardware, "the cards forward by themselves; those that cannot make the commit fail"));
}

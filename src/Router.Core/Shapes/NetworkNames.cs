using Router.Documents.Shapes;

namespace Router.Core.Shapes;

/// <summary>What names in a configuration refer to.</summary>
public static class NetworkNames
{
    public static readonly NameKind Zone = new("zone");

    /// <summary>A zone, or the device itself.</summary>
    public static readonly NameKind ZoneOrRouter = new("zone");

    /// <summary><c>lan -&gt; wan</c></summary>
    public static readonly NameKind ZonePair = new("zones", ZoneOrRouter);

    public static readonly NameKind Interface = new("interface");

    public static readonly NameKind User = new("user");

    /// <summary>An address set, with <c>@</c> in front.</summary>
    public static readonly NameKind Set = new("address set");

    /// <summary>A named set of services, with <c>@</c> in front.</summary>
    public static readonly NameKind ServiceSet = new("set of services");

    /// <summary>A port of the board.</summary>
    public static readonly NameKind Device = new("port");
}

namespace Router.Core.Rulesets;

/// <summary>What sets hold, in nft's words.</summary>
public static class FieldTypes
{
    public const string Link = "ifname";
    public const string Protocol = "inet_proto";
    public const string Port = "inet_service";

    public static string Address(bool ipv6) => ipv6 ? "ipv6_addr" : "ipv4_addr";

    public static string Join(params ReadOnlySpan<string?> types) => string.Join(" . ", types);
}

using Router.Wire.Netlink;

namespace Router.Wire.Tests.Netlink;

/// <summary>
/// What Linux 6 said of a namespace set up with <c>ip</c> and <c>nft</c>, one message each: header and payload as they came over
/// the socket.
/// </summary>
internal static class KernelMessages
{
    /// <summary><c>ip address add 192.0.2.5 peer 198.51.100.9/32 dev veth0</c>; veth0 is 3.</summary>
    public const string Peer =
        "5000000014000200010000005d210000022080000300000008000100c633640908000200c00002050a0003007665746830000000080008008000000014000600ffffffffffffffffaaf10d00aaf10d00";

    /// <summary><c>ip address add 2001:db8::1/64 dev veth0 valid_lft 600 preferred_lft 600 nodad</c>.</summary>
    public const string Passing =
        "4800000014000200010000005d2100000a400200030000001400010020010db8000000000000000000000001140006005802000058020000aaf10d00aaf10d000800080002000000";

    /// <summary>The kernel's own link-local address of link 2.</summary>
    public const string LinkLocal =
        "5000000014000200010000005d2100000a40c0fd0200000014000100fe800000000000008c1a50fffe36e56114000600ffffffffffffffffa8f10d00a8f10d0008000800c000000005000b0003000000";

    /// <summary><c>ip route add 10.8.0.0/16 dev veth0 table 1000 proto static</c>.</summary>
    public const string OtherTable =
        "3400000018000200010000005d21000002100000fc04fd010000000008000f00e8030000080001000a0800000800040003000000";

    /// <summary><c>ip route add blackhole 10.3.0.0/16 proto 84</c>.</summary>
    public const string Blackhole = "2c00000018000200010000005d21000002100000fe5400060000000008000f00fe000000080001000a030000";

    /// <summary><c>ip route add 10.7.0.0/16 via inet6 2001:db8::7 dev veth0 proto 84</c>.</summary>
    public const string ViaIPv6 =
        "4c00000018000200010000005d21000002100000fe5400010000000008000f00fe000000080001000a070000160012000a0020010db800000000000000000000000700000800040003000000";

    /// <summary><c>ip -6 route add default via 2001:db8::9 proto 84</c>.</summary>
    public const string Default =
        "7400000018000200010000005d2100000a000000fe5400010000000008000f00fe00000008000600000400001400050020010db8000000000000000000000009080004000300000024000c0000000000000000000000000000000000000000000000000000000000000000000500140000000000";

    /// <summary><c>nft add table inet router { chain fingerprint_0123456789abcdef { } ; }</c>.</summary>
    public const string Chain =
        "58000000030a0200010000005d210000010000020b000100726f7574657200002100030066696e6765727072696e745f30313233343536373839616263646566000000000c00020000000000000000010800060000000000";

    public static readonly string[] All =
    [
        Peer, Passing, LinkLocal, OtherTable, Blackhole, ViaIPv6, Default, Chain, Link("lan"), Link("veth0")
    ];

    /// <summary><c>lan</c>: a bridge, alias routerd, MTU 1400. <c>veth0</c>: 52:54:00:12:34:56, up.</summary>
    public static string Link(string name) => Convert.ToHexString(
        File.ReadAllBytes(Path.Combine(Testing.Golden.Root(), "tests/Router.Wire.Tests/Netlink/Golden", $"{name}.bin")));

    public static byte[] Payload(string message)
    {
        var reader = new NetlinkReader(Convert.FromHexString(message));
        Assert.True(reader.Next());
        var payload = reader.Payload.ToArray();
        Assert.False(reader.Next());
        Assert.False(reader.IsBroken);
        return payload;
    }
}

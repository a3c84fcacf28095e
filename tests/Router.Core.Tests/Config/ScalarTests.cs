using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Firewall;

namespace Router.Core.Tests.Config;

/// <summary>What scalars take, in its usual form, and what they do not.</summary>
public sealed class ScalarTests
{
    private static readonly Dictionary<string, IScalarShape> Shapes = new()
    {
        ["size"] = Scalars.Size,
        ["duration"] = Scalars.Duration,
        ["switch"] = Scalars.Switch,
        ["address"] = NetworkScalars.Address,
        ["interface"] = NetworkScalars.InterfaceAddress,
        ["prefix"] = NetworkScalars.Prefix,
        ["range"] = NetworkScalars.Range,
        ["match"] = NetworkScalars.Match,
        ["port"] = NetworkScalars.Port,
        ["mac"] = NetworkScalars.Mac,
        ["device"] = NetworkScalars.Device,
        ["rate"] = FirewallScalars.Limit,
        ["pair"] = FirewallScalars.Pair,
        ["service"] = ServiceShape.Shape,
        ["hostname"] = NameScalars.Hostname,
        ["zone"] = NameScalars.TimeZone,
        ["user"] = NameScalars.NewUser,
        ["key"] = NameScalars.PublicKey,
    };

    [Theory]
    [InlineData("size", "1GiB", "1GiB")]
    [InlineData("size", "1024MiB", "1GiB")]
    [InlineData("size", "500 MB", "500MB")]
    [InlineData("size", "0", "0B")]
    [InlineData("size", "1536", "1536B")]
    [InlineData("duration", "90s", "90s")]
    [InlineData("duration", "120m", "2h")]
    [InlineData("duration", "48h", "2d")]
    [InlineData("address", "2001:DB8::0:1", "2001:db8::1")]
    [InlineData("interface", "10.0.0.1/8", "10.0.0.1/8")]
    [InlineData("prefix", "10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("range", "10.0.0.0-10.0.0.255", "10.0.0.0/24")]
    [InlineData("range", "10.0.0.1 - 10.0.0.2", "10.0.0.1-10.0.0.2")]
    [InlineData("range", "2001:db8::/32", "2001:db8::/32")]
    [InlineData("range", "10.0.0.7/32", "10.0.0.7")]
    [InlineData("match", "@office", "@office")]
    [InlineData("mac", "52-54-00-AB-CD-EF", "52:54:00:ab:cd:ef")]
    [InlineData("device", "mac:52:54:00:AB:CD:EF", "mac:52:54:00:ab:cd:ef")]
    [InlineData("device", "@lan", "@lan")]
    [InlineData("rate", "10/minute", "10/minute")]
    [InlineData("pair", "lan->wan", "lan -> wan")]
    [InlineData("service", "https", "https")]
    [InlineData("service", "udp/5000-5010", "udp/5000-5010")]
    [InlineData("hostname", "gw-1.example", "gw-1.example")]
    [InlineData("zone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("zone", "Etc/GMT+5", "Etc/GMT+5")]
    public void Canonical_Fine_IsTheUsualForm(string shape, string text, string expected) =>
        Assert.Equal(expected, Shapes[shape].Canonical(text));

    [Theory]
    [InlineData("size", "1 G")]
    [InlineData("size", "-1MB")]
    [InlineData("size", "99999999999TiB")]
    [InlineData("duration", "5")]
    [InlineData("duration", "1w")]
    [InlineData("duration", "99999999d")]
    [InlineData("switch", "yes")]
    [InlineData("address", "10.1")]
    [InlineData("address", "010.0.0.1")]
    [InlineData("address", "fe80::1%eth0")]
    [InlineData("interface", "10.0.0.1")]
    [InlineData("interface", "10.0.0.1/33")]
    [InlineData("prefix", "10.0.0.1/8")]
    [InlineData("range", "10.0.0.9-10.0.0.1")]
    [InlineData("range", "10.0.0.1-2001:db8::1")]
    [InlineData("match", "@")]
    [InlineData("port", "0")]
    [InlineData("port", "65536")]
    [InlineData("mac", "52:54:00:12:34")]
    [InlineData("mac", "01:00:5e:00:00:01")]
    [InlineData("device", "a/b")]
    [InlineData("device", "sixteen-bytes-xx")]
    [InlineData("rate", "0/minute")]
    [InlineData("rate", "10/week")]
    [InlineData("pair", "lan")]
    [InlineData("pair", "-> wan")]
    [InlineData("service", "sssh")]
    [InlineData("service", "icmp/300")]
    [InlineData("service", "tcp/0")]
    [InlineData("hostname", "-gw")]
    [InlineData("hostname", "a_b")]
    [InlineData("zone", "Oslo time")]
    [InlineData("user", "Anna")]
    [InlineData("key", "ssh-ed25519")]
    [InlineData("key", "ssh-ed25519 AAAA anna")]
    [InlineData("key", "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAABAQ== anna")]
    [InlineData("key", "-----BEGIN OPENSSH PRIVATE KEY-----")]
    public void Check_Wrong_SaysWhatIsWrong(string shape, string text) => Assert.NotNull(Shapes[shape].Check(text));
}

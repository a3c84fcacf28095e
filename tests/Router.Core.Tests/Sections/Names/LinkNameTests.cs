using System.Text;
using Router.Core.Boards;
using Router.Core.Shapes;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Mesh.Build;

namespace Router.Core.Tests.Sections.Names;

/// <summary>Names of links that a document makes: what the kernel, nft and files take, and what something else has already.</summary>
public sealed class LinkNameTests
{
    private static readonly Surroundings Board = new(
        new BoardFacts("test", new Dictionary<string, ValueList<string>> { ["wan"] = ["eth0"], ["lan"] = ["eth1", "lan2"] }.ToValueMap()));

    public static TheoryData<string> Odd() =>
    [
        "a#b", "a%b", "a;b", "a'b", "a@b", "a{b", "*", "ä", "a b", "a/b", "..", ".", "a:b", "a,b", "a=b", "a[b", "!a", "$x", "-x", "a\\b",
        "abcdefghijklmnop", "10.0.0.1",
    ];

    public static TheoryData<string> Reserved() =>
        ["all", "default", "lo", "gre0", "sit0", "mesh-ipv6", "eth7", "wlan0", "bonding_masters", "lan2", "eth1", "eth0"];

    [Theory]
    [MemberData(nameof(Odd))]
    [MemberData(nameof(Reserved))]
    public void Check_LinkOfThatName_IsRefusedForEveryKind(string name)
    {
        var quoted = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
        Assert.All(Documents(quoted), document => Assert.NotEqual("", Problems(document)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("a.b")]
    [InlineData("eth0.100")]
    [InlineData("a-b_c")]
    [InlineData("accept")]
    [InlineData("bond0")]
    [InlineData("abcdefghijklmno")]
    [InlineData("10.1")]
    public void Check_PlainName_IsTakenForEveryKind(string name) =>
        Assert.All(Documents($"\"{name}\""), document => Assert.Equal("", Problems(document)));

    [Theory]
    [InlineData(
        "bridge: []",
        "all",
        "interfaces all: as the name of a bridge 'all' is the kernel's word for every link (choose another name for the bridge)")]
    [InlineData(
        "dummy: true", "eth0", "interfaces eth0: the dummy has the name of a port that wan uses (choose another name for the dummy)")]
    [InlineData(
        "dummy: true", "lan2", "interfaces lan2: the dummy has the name of a port of this board (choose another name for the dummy)")]
    [InlineData(
        "bridge: []",
        "eth9",
        "interfaces eth9: as the name of a bridge 'eth9' is a name that the kernel gives to ports (choose another name for the bridge)")]
    public void Check_NameThatIsTaken_SaysByWhom(string kind, string name, string expected) =>
        Assert.Equal(expected, Problems(Document($"  {name}: {{ {kind}, zone: lan }}\n")));

    [Fact]
    public void CheckMadeLink_NameOfTheLinkOfHeaders_IsRefused() => Assert.NotNull(CarriedName.CheckMadeLink(MeshLinks.HeaderLink));

    private static IEnumerable<string> Documents(string name) =>
    [
        Document($"  {name}: {{ bridge: [], zone: lan, addresses: [10.1.0.1/24] }}\n"),
        Document($"  {name}: {{ vlan: 30, on: wan, zone: lan, addresses: [10.1.0.1/24] }}\n"),
        Document("", $"mesh:\n  {name}: {{ underlay: wan, address: 10.255.0.7/24, key: 100, hubs: [198.51.100.1], ipsec: none }}\n"),
        Document($"  lan: {{ dummy: true, vrf: {name}, zone: lan }}\n", $"routing: {{ vrfs: {{ {name}: {{ id: 10 }} }} }}\n"),
    ];

    private static string Document(string interfaces, string rest = "") =>
        $"version: 1\ninterfaces:\n  wan: {{ device: eth0, zone: wan, addresses: [192.0.2.1/24] }}\n{interfaces}{rest}";

    private static string Problems(string document) =>
        string.Join('|', ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Board).Problems
            .Select(p => $"{p.Path}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}"));
}

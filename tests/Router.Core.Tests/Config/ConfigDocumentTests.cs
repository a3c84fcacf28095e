using System.Text;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class ConfigDocumentTests
{
    private const string Start =
        """
        # a small router
        version: 1
        interfaces:
          # towards the street
          wan: { device: eth0, zone: wan } # fibre
          lan:
            bridge: [eth1, eth2]
            zone: lan   # home
            addresses:
              - 192.168.10.1/24
              # second
              - 10.0.0.1/8
        firewall:
          policies:
            lan -> wan: accept
          rules:
            # the office
            - name: one
              from: wan
            - { name: two, to: router }
        services:
          ssh:

        """;

    [Theory]
    [InlineData(
        "interfaces wan zone outside", "-  wan: { device: eth0, zone: wan } # fibre|+  wan: { device: eth0, zone: outside } # fibre")]
    [InlineData(
        "interfaces wan mtu 1400", "-  wan: { device: eth0, zone: wan } # fibre|+  wan: { device: eth0, zone: wan, mtu: 1400 } # fibre")]
    [InlineData("interfaces lan zone home", "-    zone: lan   # home|+    zone: home   # home")]
    [InlineData("interfaces lan mtu 1400", "+    mtu: 1400")]
    [InlineData("interfaces lan addresses 2001:db8::1/64", "+      - 2001:db8::1/64")]
    [InlineData("interfaces lan addresses 10.0.0.1/8", "")]
    [InlineData("interfaces lan bridge eth3", "-    bridge: [eth1, eth2]|+    bridge: [eth1, eth2, eth3]")]
    [InlineData("interfaces lan bridge @lan", "-    bridge: [eth1, eth2]|+    bridge: [eth1, eth2, \"@lan\"]")]
    [InlineData("interfaces lan bridge [eth7, eth8]", "-    bridge: [eth1, eth2]|+    bridge: [eth7, eth8]")]
    [InlineData("interfaces guests addresses 192.168.30.1/24", "+  guests:|+    addresses: [192.168.30.1/24]")]
    [InlineData("interfaces lo0 loopback true", "+  lo0:|+    loopback: true")]
    [InlineData("interfaces lan description \"the: house\"", "+    description: \"the: house\"")]
    [InlineData("firewall policies \"lan -> wan\" ssh", "-    lan -> wan: accept|+    lan -> wan: [ssh]")]
    [InlineData("firewall policies lan -> router [dhcp, dns]", "+    lan -> router: [dhcp, dns]")]
    [InlineData("firewall rules one limit 10/minute", "+      limit: 10/minute")]
    [InlineData(
        "firewall rules two limit 10/minute", "-    - { name: two, to: router }|+    - { name: two, to: router, limit: 10/minute }")]
    [InlineData("firewall rules three action drop", "+    - name: three|+      action: drop")]
    [InlineData("firewall nat masquerade wan", "+  nat:|+    masquerade: [wan]")]
    [InlineData("services ssh zones lan", "+    zones: [lan]")]
    [InlineData("services dns", "+  dns: {}")]
    [InlineData(
        "services dhcp lan leases nas mac 52:54:00:12:34:56",
        "+  dhcp:|+    lan:|+      leases:|+        nas:|+          mac: \"52:54:00:12:34:56\"")]
    [InlineData("system users nas password !secret nas", "+system:|+  users:|+    nas:|+      password: !secret nas")]
    [InlineData("routes ::/0 via fe80::1", "+routes:|+  \"::/0\":|+    via: fe80::1")]
    public void Set_Path_ChangesOnlyTheLinesOfThePath(string line, string expected) =>
        Assert.Equal(expected, LineDiff.Of(Start, Edit(Start, d => d.Set(Words(line)))));

    [Theory]
    [InlineData("interfaces wan zone", "-  wan: { device: eth0, zone: wan } # fibre|+  wan: { device: eth0 } # fibre")]
    [InlineData("interfaces wan device", "-  wan: { device: eth0, zone: wan } # fibre|+  wan: { zone: wan } # fibre")]
    [InlineData("interfaces wan", "-  # towards the street|-  wan: { device: eth0, zone: wan } # fibre")]
    [InlineData("interfaces lan zone", "-    zone: lan   # home")]
    [InlineData("interfaces lan addresses 10.0.0.1/8", "-      # second|-      - 10.0.0.1/8")]
    [InlineData("interfaces lan addresses 192.168.10.1/24", "-      - 192.168.10.1/24")]
    [InlineData("interfaces lan bridge eth1", "-    bridge: [eth1, eth2]|+    bridge: [eth2]")]
    [InlineData("interfaces lan bridge eth1 eth2", "-    bridge: [eth1, eth2]|+    bridge: []")]
    [InlineData("firewall rules one", "-    # the office|-    - name: one|-      from: wan")]
    [InlineData("firewall rules two", "-    - { name: two, to: router }")]
    [InlineData("firewall rules one from", "-      from: wan")]
    [InlineData("firewall policies lan -> wan", "-  policies:|-    lan -> wan: accept")]
    [InlineData("firewall policies lan->wan accept", "-  policies:|-    lan -> wan: accept")]
    [InlineData("services ssh", "-services:|-  ssh:")]
    public void Delete_Path_ChangesOnlyTheLinesOfThePath(string line, string expected) =>
        Assert.Equal(expected, LineDiff.Of(Start, Edit(Start, d => d.Delete(Words(line)))));

    [Theory]
    [InlineData("firewall rules new first", "- name: new,# the office,- name: one,from: wan,- { name: two, to: router }")]
    [InlineData("firewall rules new before two", "# the office,- name: one,from: wan,- name: new,- { name: two, to: router }")]
    [InlineData("firewall rules new last", "# the office,- name: one,from: wan,- { name: two, to: router },- name: new")]
    [InlineData("firewall rules two first", "- { name: two, to: router },# the office,- name: one,from: wan")]
    [InlineData("firewall rules one after two", "- { name: two, to: router },# the office,- name: one,from: wan")]
    [InlineData("firewall rules one before two", "# the office,- name: one,from: wan,- { name: two, to: router }")]
    public void Insert_Rule_StandsWhereAskedWithItsComments(string line, string expected)
    {
        var text = Edit(Start, d => d.Insert(Words(line)));

        var rules = text[text.IndexOf("rules:", StringComparison.Ordinal)..text.IndexOf("services:", StringComparison.Ordinal)];
        Assert.Equal(expected, string.Join(",", rules.Split('\n', StringSplitOptions.TrimEntries)[1..^1]));
        Assert.DoesNotContain(Read(text).Reading.Problems, p => p.Path.StartsWith("firewall", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("interfaces wan mtu big", "interfaces wan mtu: 'big' is not a number from 68 to 65535 (for example 1500)")]
    [InlineData("interfaces wan mtu", "interfaces wan mtu: a value is missing: number (for example 1500)")]
    [InlineData("interfaces wan mttu 1400", "interfaces wan mttu: unknown key (did you mean mtu?)")]
    [InlineData(
        "interfaces wan description two words",
        "interfaces wan description: one value belongs here, not 2 (put a value with blanks in quotes)")]
    [InlineData("firewall policies lan", "firewall policies lan: 'lan' is not FROM -> TO (for example lan -> wan)")]
    [InlineData("interfaces", "interfaces: the path stops too early (an interface comes next)")]
    public void Set_WrongWords_SaysWhy(string line, string expected)
    {
        var edit = Read(Start).Set(Words(line));

        Assert.Null(edit.Document);
        Assert.Equal($"t:0:0: {expected}", edit.Problem?.ToString("t"));
    }

    [Fact]
    public void Delete_NotThere_SaysSo() =>
        Assert.Equal("nothing of that name is there", Read(Start).Delete(["interfaces", "lam"]).Problem?.Message);

    [Fact]
    public void Show_Subtree_IsItsTextWithoutIndentation()
    {
        var document = Read(Start);

        Assert.Equal(
            "bridge: [eth1, eth2]\nzone: lan   # home\naddresses:\n  - 192.168.10.1/24\n  # second\n  - 10.0.0.1/8\n",
            document.Show(["interfaces", "lan"]));
        Assert.Equal("device: eth0\nzone: wan\n", document.Show(["interfaces", "wan"]));
        Assert.Equal("wan\n", document.Show(["interfaces", "wan", "zone"]));
        Assert.Null(document.Show(["interfaces", "dmz"]));
    }

    [Fact]
    public void Locate_Path_IsTheNearestPlaceInTheDocument()
    {
        var document = Read(Start);

        Assert.Equal((12, 9), document.Locate(["interfaces", "lan", "addresses", "10.0.0.1/8"]));
        Assert.Equal((6, 3), document.Locate(["interfaces", "lan", "mtu"]));
    }

    private static List<string> Words(string line) =>
        ConfigPath.TrySplit(line, out var words) ? [.. words] : throw new ArgumentException(line);

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;

    private static string Edit(string text, Func<ConfigDocument, ConfigEdit> change)
    {
        var edit = change(Read(text));
        Assert.Null(edit.Problem);
        return edit.Document!.ToText();
    }
}

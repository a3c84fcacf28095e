using System.Text;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public class ConfigMergeTests
{
    private const string Origin = """
        version: 1
        system: { hostname: old }
        interfaces:
          # the house
          lan: { device: eth1, zone: lan, addresses: [10.0.0.1/24], mtu: 1500 }
          wan: { device: eth0, zone: wan }
        firewall:
          policies: { lan -> wan: accept }
          rules:
            - { name: a, from: wan, to: router, service: ssh, action: accept }

        """;

    [Theory]
    [InlineData("set interfaces lan mtu 1400", "set system hostname new", "")]
    [InlineData("set interfaces lan addresses 10.0.1.1/24", "set interfaces lan addresses 10.0.2.1/24", "")]
    [InlineData("set interfaces lan mtu 1400", "set interfaces lan mtu 1400", "")]
    [InlineData("delete interfaces wan", "delete interfaces wan", "")]
    [InlineData("set interfaces lan mtu 1400", "set interfaces lan mtu 1300", "interfaces lan mtu: 1400 beside 1300")]
    [InlineData("delete interfaces lan mtu", "set interfaces lan mtu 1300", "interfaces lan mtu:  beside 1300")]
    [InlineData("delete interfaces wan", "set interfaces wan mtu 1300", "interfaces wan:  beside device: eth0 zone: wan mtu: 1300")]
    [InlineData("set interfaces wan mtu 1300", "delete interfaces wan", "interfaces wan: device: eth0 zone: wan mtu: 1300 beside ")]
    [InlineData("set firewall rules b from lan", "set firewall rules a log true", "")]
    public void Merge_TwoChanges_FindsThePlacesThatBothChanged(string mine, string theirs, string conflicts)
    {
        var origin = Read(Origin);
        var merged = ConfigMerge.Merge(origin, Do(origin, mine), Do(origin, theirs));
        Assert.Equal(
            conflicts,
            string.Join(
                '|', merged.Conflicts.Select(c => $"{ConfigPath.Join(c.Path)}: {c.Mine} beside {c.Theirs}".ReplaceLineEndings(" "))));
        if (conflicts.Length == 0)
            Assert.Empty(ConfigDiff.Commands(merged.Document, ConfigMerge.Merge(origin, Do(origin, theirs), Do(origin, mine)).Document)
                .Except(Order));
    }

    /// <summary>Whose value of a list stands first is all that may depend on who merges.</summary>
    private static readonly string[] Order =
    [
        "set interfaces lan addresses [10.0.0.1/24, 10.0.1.1/24, 10.0.2.1/24]",
        "set interfaces lan addresses [10.0.0.1/24, 10.0.2.1/24, 10.0.1.1/24]"
    ];

    [Fact]
    public void Merge_TheirsHasComments_KeepsThem()
    {
        var origin = Read(Origin);
        var theirs = Read(Origin.Replace("# the house", "# the house and the garden", StringComparison.Ordinal));
        var merged = ConfigMerge.Merge(origin, Do(origin, "set interfaces lan mtu 1400"), theirs).Document;
        Assert.Contains("# the house and the garden", merged.ToText(), StringComparison.Ordinal);
        Assert.Equal(1400, merged.Reading.Config.Interfaces["lan"].Mtu);
    }

    private const string Remarked = """
        # Office gateway: no change without a ticket
        version: 1
        system:
          hostname: gw1   # asset 4711
        interfaces:
          # uplink, circuit 12345
          wan: { device: eth0, zone: wan }
          lan:
            device: eth1
            zone: lan
            addresses:
              - 192.168.1.1/24   # main
              - 192.168.2.1/24   # printers

        # rules of the office
        firewall:
          policies:
            lan -> wan: accept

        """;

    [Theory]
    [InlineData("# printers>>># printers moved to VLAN 9", "set interfaces wan mtu 1400")]
    [InlineData("# printers>>># printers moved to VLAN 9", "set interfaces lan addresses 192.168.3.1/24")]
    [InlineData("# printers>>># printers moved to VLAN 9", "delete interfaces lan addresses 192.168.1.1/24")]
    [InlineData("# uplink, circuit 12345>>># uplink, circuit 9\n  # and its spare", "set interfaces wan mtu 1400")]
    [InlineData("  # uplink, circuit 12345\n>>>", "set interfaces wan mtu 1400")]
    [InlineData("# asset 4711>>># asset 4712", "set system hostname gw2")]
    [InlineData("   # asset 4711>>>", "set system hostname gw2")]
    [InlineData("hostname: gw1   # asset 4711>>>hostname: gw2   # asset 4712", "set system time-zone Europe/Oslo")]
    [InlineData("# rules of the office>>># rules of the office, see the wiki", "set firewall policies lan -> router accept")]
    [InlineData("# Office gateway>>># Head office", "set system hostname gw2")]
    [InlineData("zone: lan\n>>>zone: lan\n    mtu: 1400   # jumbo is off\n", "set interfaces lan description \"floor 3\"")]
    public void Merge_RemarksOfOneSide_AreKeptBesideTheChangesOfTheOther(string remark, string theirs)
    {
        var origin = Read(Remarked);
        var (from, to) = remark.Split(">>>") is [var a, var b] ? (a, b) : throw new ArgumentException(remark);
        var mine = Read(Remarked.Replace(from, to, StringComparison.Ordinal));
        foreach (var (left, right) in new[] { (mine, Do(origin, theirs)), (Do(origin, theirs), mine) })
        {
            var merged = ConfigMerge.Merge(origin, left, right);
            Assert.Empty(merged.Conflicts);
            Assert.Empty(merged.Lost);
            Assert.Contains(to.Trim('\n'), merged.Document.ToText(), StringComparison.Ordinal);
            Assert.DoesNotContain(
                ConfigDiff.Commands(Do(mine, theirs), merged.Document), c => !c.Contains("addresses [", StringComparison.Ordinal));
            Assert.Equal(Comments(mine).Except(Gone(origin, Do(origin, theirs))), Comments(merged.Document));
        }
    }

    [Fact]
    public void Merge_RemarkThatBothChanged_SaysWhichWasLost()
    {
        var origin = Read(Remarked);
        var mine = Read(Remarked.Replace("# printers", "# printers, mine", StringComparison.Ordinal));
        var theirs = Read(Remarked.Replace("# printers", "# printers, theirs", StringComparison.Ordinal));
        var merged = ConfigMerge.Merge(origin, mine, theirs);
        Assert.Equal(["this remark could not be kept in the merge: # printers, mine"], merged.Lost);
        Assert.Contains("# printers, theirs", merged.Document.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_PlaceOfAnOrderGone_SaysWhatWasNotDone()
    {
        var origin = Do(Do(Read(Origin), "set firewall rules b from lan"), "set firewall rules c from lan");
        var mine = Do(origin, "insert firewall rules c first");
        var merged = ConfigMerge.Merge(origin, Do(mine, "insert firewall rules d after a"), Do(origin, "delete firewall rules a"));
        Assert.Contains(
            merged.Lost,
            line => line.StartsWith(
                "this could not be done again in the merge: insert firewall rules d after a", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Comments(ConfigDocument document) =>
        document.ToText()
            .Split('\n')
            .Where(line => line.Contains('#', StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('#', StringComparison.Ordinal)..].Trim());

    private static IEnumerable<string> Gone(ConfigDocument before, ConfigDocument after) => Comments(before).Except(Comments(after));

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;

    private static ConfigDocument Do(ConfigDocument document, string command)
    {
        Assert.True(ConfigPath.TrySplit(command, out var words));
        IReadOnlyList<string> rest = [.. words.Skip(1)];
        var edit = words[0] switch { "set" => document.Set(rest), "delete" => document.Delete(rest), _ => document.Insert(rest) };
        Assert.Null(edit.Problem);
        return edit.Document!;
    }
}

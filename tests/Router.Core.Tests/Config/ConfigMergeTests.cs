using System.Text;
using Router.Core.Config;

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
        Assert.Equal(conflicts, string.Join('|', merged.Conflicts.Select(c => $"{ConfigPath.Join(c.Path)}: {c.Mine} beside {c.Theirs}".ReplaceLineEndings(" "))));
        if (conflicts.Length == 0)
            Assert.Empty(ConfigDiff.Commands(merged.Document, ConfigMerge.Merge(origin, Do(origin, theirs), Do(origin, mine)).Document).Except(Order));
    }

    /// <summary>Whose value of a list stands first is all that may depend on who merges.</summary>
    private static readonly string[] Order = ["set interfaces lan addresses [10.0.0.1/24, 10.0.1.1/24, 10.0.2.1/24]", "set interfaces lan addresses [10.0.0.1/24, 10.0.2.1/24, 10.0.1.1/24]"];

    [Fact]
    public void Merge_TheirsHasComments_KeepsThem()
    {
        var origin = Read(Origin);
        var theirs = Read(Origin.Replace("# the house", "# the house and the garden", StringComparison.Ordinal));
        var merged = ConfigMerge.Merge(origin, Do(origin, "set interfaces lan mtu 1400"), theirs).Document;
        Assert.Contains("# the house and the garden", merged.ToText(), StringComparison.Ordinal);
        Assert.Equal(1400, merged.Reading.Config.Interfaces["lan"].Mtu);
    }

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;

    private static ConfigDocument Do(ConfigDocument document, string command)
    {
        Assert.True(ConfigPath.TrySplit(command, out var words));
        var edit = words[0] == "set" ? document.Set([.. words.Skip(1)]) : document.Delete([.. words.Skip(1)]);
        Assert.Null(edit.Problem);
        return edit.Document!;
    }
}

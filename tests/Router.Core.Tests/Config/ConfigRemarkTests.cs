using System.Text;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>What belongs to an entry goes and comes with it, whichever edit is made.</summary>
public class ConfigRemarkTests
{
    private const string Gateway = """
        version: 2
        system:
          hostname: gw1
        interfaces:
          # uplink to provider
          wan: { device: eth0, zone: wan, addresses: [198.51.100.2/24] }
          # office network
          lan:   # ground floor
            device: eth1
            zone: lan
            addresses:   # ours
              # main network
              - 192.168.1.1/24
              # printers, see ticket 7
              - 192.168.2.1/24   # old
            # mtu: 1400
          # guests only
          guest:
            device: eth2
            zone: guest
            addresses: [
              # first
              192.168.3.1/24,   # main
              # second
              192.168.4.1/24    # spare
            ]

          # not yet: iot
          # iot: { device: eth3 }
        firewall:
          rules:
            # admins may log in
            - name: ssh
              from: lan
              to: router
              service: ssh
              action: accept
              # log: true

            # partner, contract 55
            - name: partner   # until May
              from: wan
              to: lan
              source: 203.0.113.7
              action: accept

            # last: log the rest
            - name: rest
              from: wan
              to: lan
              action: drop

        """;

    [Theory]
    [InlineData("delete firewall rules partner", "# partner, contract 55|# until May")]
    [InlineData("delete firewall rules ssh", "# admins may log in|# log: true")]
    [InlineData("delete firewall rules rest", "# last: log the rest")]
    [InlineData("delete interfaces wan", "# uplink to provider")]
    [InlineData(
        "delete interfaces lan", "# office network|# ground floor|# ours|# main network|# printers, see ticket 7|# old|# mtu: 1400")]
    [InlineData("delete interfaces lan addresses 192.168.1.1/24", "# main network")]
    [InlineData("delete interfaces lan addresses 192.168.2.1/24", "# printers, see ticket 7|# old")]
    [InlineData(
        "delete interfaces lan addresses [ 192.168.1.1/24 192.168.2.1/24 ]", "# ours|# main network|# printers, see ticket 7|# old")]
    [InlineData("delete interfaces lan addresses", "# ours|# main network|# printers, see ticket 7|# old")]
    [InlineData("delete interfaces guest addresses 192.168.3.1/24", "# first|# main")]
    [InlineData("delete interfaces guest addresses 192.168.4.1/24", "# second|# spare")]
    [InlineData("set interfaces lan addresses [192.168.1.1/24]", "# printers, see ticket 7|# old")]
    [InlineData("set interfaces lan addresses [192.168.2.1/24, 192.168.1.1/24]", "")]
    [InlineData("set interfaces lan addresses [192.168.9.1/24, 192.168.2.1/24]", "# main network")]
    [InlineData("set interfaces lan addresses [192.168.9.1/24]", "# main network|# printers, see ticket 7|# old")]
    [InlineData("set interfaces guest addresses [192.168.4.1/24]", "# first|# main")]
    [InlineData("set interfaces lan addresses 192.168.9.1/24", "")]
    [InlineData("set interfaces iot device eth3", "")]
    [InlineData("set interfaces lan mtu 1400", "")]
    [InlineData("set firewall rules ssh name admins", "")]
    [InlineData("insert firewall rules partner first", "")]
    [InlineData("insert firewall rules ssh last", "")]
    [InlineData("insert firewall rules new after ssh", "")]
    public void Edit_OfAnEntry_TakesItsRemarksAndNoOthers(string command, string gone)
    {
        var before = Read(Gateway);
        var after = Do(before, command);
        Assert.Equal(gone.Split('|', StringSplitOptions.RemoveEmptyEntries), Comments(before).Except(Comments(after)));
    }

    [Theory]
    [InlineData("insert firewall rules ssh last", "# admins may log in", "- name: ssh")]
    [InlineData("insert firewall rules partner first", "# partner, contract 55", "- name: partner")]
    [InlineData("delete firewall rules ssh", "# partner, contract 55", "- name: partner")]
    [InlineData("set interfaces lan addresses [192.168.2.1/24, 192.168.1.1/24]", "# main network", "- 192.168.1.1/24")]
    [InlineData("set interfaces lan addresses 192.168.9.1/24", "- 192.168.2.1/24   # old", "- 192.168.9.1/24")]
    [InlineData("delete interfaces wan", "interfaces:", "# office network")]
    [InlineData("set interfaces lan mtu 1400", "# mtu: 1400", "# guests only")]
    public void Edit_OfAnEntry_LeavesLinesTogetherThatBelongTogether(string command, string line, string next)
    {
        var lines = Do(Read(Gateway), command).ToText().Split('\n').Select(l => l.Trim()).ToList();
        Assert.StartsWith(next, lines[lines.IndexOf(line) + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_AllOfAList_KeepsTheRemarkOfWhatIsLeft()
    {
        var document = Do(Do(Read(Gateway), "delete interfaces lan addresses"), "delete interfaces lan device");
        Assert.Contains("# ground floor", Do(document, "delete interfaces lan zone").ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_BetweenEmptyLines_LeavesNoHole() =>
        Assert.DoesNotContain("\n\n\n", Do(Read(Gateway), "delete firewall rules partner").ToText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("set interfaces lan addresses '[10.0.0.1/24, 10.0.1.1/24]'", "10.0.0.1/24 10.0.1.1/24")]
    [InlineData("set interfaces lan addresses '[ 10.0.0.1/24 10.0.1.1/24 ]'", "10.0.0.1/24 10.0.1.1/24")]
    [InlineData("set interfaces lan addresses [ 10.0.0.1/24 10.0.1.1/24 ]", "10.0.0.1/24 10.0.1.1/24")]
    [InlineData("set interfaces lan addresses [10.0.0.1/24, 10.0.1.1/24]", "10.0.0.1/24 10.0.1.1/24")]
    [InlineData("set interfaces lan addresses '[\"10.0.0.1/24\",10.0.1.1/24,]'", "10.0.0.1/24 10.0.1.1/24")]
    [InlineData("set interfaces lan addresses 10.0.0.1/24", "192.168.1.1/24 192.168.2.1/24 10.0.0.1/24")]
    [InlineData("set interfaces lan addresses [ ]", "")]
    [InlineData("delete interfaces lan addresses '[192.168.2.1/24]'", "192.168.1.1/24")]
    public void Brackets_AsLineOrAsOneWord_SayTheWholeList(string command, string addresses) => Assert.Equal(
        addresses, string.Join(' ', Do(Read(Gateway), command).Reading.Config.Interfaces["lan"].Addresses.Select(a => a.ToString())));

    [Fact]
    public void Brackets_OneWordWithBlanksInItsValues_KeepsThem()
    {
        const string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f a@b";
        var document = Set(Read(Gateway), ["system", "users", "anna", "keys", $"[{key}, {key}2]"]).Document!;
        Assert.Equal(2, document.Reading.Config.System.Users["anna"].Keys.Count);
    }

    [Theory]
    [InlineData("[192.168.1.1/24]", true)]
    [InlineData("[192.168.1.1/24, 192.168.2.1/24, 10.0.0.1/24]", false)]
    [InlineData("10.0.0.1/24", false)]
    public void Brackets_ThatLeaveValuesOut_SaySo(string value, bool told)
    {
        var edit = Set(Read(Gateway), ["interfaces", "lan", "addresses", value]);
        Assert.Equal(told, edit.Remark?.Contains("192.168.2.1/24 is no longer in it", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("interfaces NAME addresses", true)]
    [InlineData("services dns upstream", true)]
    [InlineData("interfaces NAME mtu", false)]
    [InlineData("firewall rules", false)]
    public void Explain_OfAList_SaysHowBracketsAreTaken(string path, bool told) => Assert.Equal(
        told,
        ConfigExplain.Explain(path.Split(' ')).Explanation!
            .ToText()
            .Contains("[VALUE, ...] says the whole list", StringComparison.Ordinal));

    private static IEnumerable<string> Comments(ConfigDocument document) =>
        document.ToText()
            .Split('\n')
            .Where(line => line.Contains('#', StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('#', StringComparison.Ordinal)..].Trim());

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;

    private static ConfigEdit Set(ConfigDocument document, IReadOnlyList<string> words) => document.Set(words);

    private static ConfigDocument Do(ConfigDocument document, string command)
    {
        Assert.True(ConfigPath.TrySplit(command, out var words), command);
        IReadOnlyList<string> rest = [.. words.Skip(1)];
        var edit = words[0] switch { "set" => document.Set(rest), "delete" => document.Delete(rest), _ => document.Insert(rest) };
        Assert.True(edit.Document is not null, $"{command}: {edit.Problem?.Message}");
        return edit.Document;
    }
}

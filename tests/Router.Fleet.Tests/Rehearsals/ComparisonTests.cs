using System.Text;
using Router.Documents.Editing;
using Router.Features.Configuration;
using Router.Fleet.Rehearsals;

namespace Router.Fleet.Tests.Rehearsals;

public class ComparisonTests
{
    private const string Home = """
        version: 2
        system: { hostname: home, ntp: [a.example, b.example] }
        interfaces:
          lan: { device: eth1, zone: lan, addresses: [192.168.7.1/24], mtu: 1400 }
        services:
          dns: { domain: home.arpa }
        """;

    [Fact]
    public void Of_SameDocument_FindsNothing()
    {
        var noted = Home.Replace("eth1,", "\"eth1\",", StringComparison.Ordinal) + "\n# a remark\n";
        Assert.Empty(Comparison.Of(Read(Home), Read(noted), []));
    }

    [Fact]
    public void Of_ValueThatIsGone_IsLost()
    {
        var after = Home.Replace(", mtu: 1400", "", StringComparison.Ordinal).Replace(", b.example", "", StringComparison.Ordinal);
        Assert.Equal(
            [
                new(Fate.Lost, "system ntp b.example", "b.example", null, null),
                new(Fate.Lost, "interfaces lan mtu", "1400", null, null),
            ],
            Comparison.Of(Read(Home), Read(after), []));
    }

    [Fact]
    public void Of_ValueThatIsAnother_IsChanged()
    {
        var after = Home.Replace("1400", "1300", StringComparison.Ordinal) + "\nrouting: { vrfs: { red: { id: 7 } } }\n";
        Assert.Equal(
            [
                new(Fate.Changed, "interfaces lan mtu", "1400", "1300", null),
                new(Fate.Changed, "routing vrfs red id", null, "7", null),
            ],
            Comparison.Of(Read(Home), Read(after), []));
    }

    [Fact]
    public void Of_RefusalAboveWhatIsGone_IsTheReasonOfEachValueThere()
    {
        var after = Home[..Home.IndexOf("services", StringComparison.Ordinal)];
        Assert.Equal(
            [new(Fate.Refused, "services dns domain", "home.arpa", null, "built without")],
            Comparison.Of(Read(Home), Read(after), [new("services dns", "built without")]));
    }

    [Fact]
    public void Of_RefusalOfAValueThatStands_IsRefusedAllTheSame() => Assert.Equal(
        [new(Fate.Refused, "interfaces lan device", "eth1", null, "no such port")],
        Comparison.Of(Read(Home), Read(Home), [new("interfaces lan device", "no such port")]));

    [Fact]
    public void Of_RefusalOfNoValue_IsTold() => Assert.Equal(
        [new(Fate.Refused, "", null, null, "samba does not run")],
        Comparison.Of(Read(Home), Read(Home), [new("", "samba does not run")]));

    [Fact]
    public void Of_NothingBooted_TellsTheRefusalsAlone() => Assert.Equal(
        [new(Fate.Refused, "services dns domain", "home.arpa", null, "built without")],
        Comparison.Of(Read(Home), null, [new("services dns", "built without")]));

    [Fact]
    public void Of_KeyThatNobodyHereKnows_IsComparedToo() => Assert.Equal(
        [new(Fate.Lost, "system lamp", "bright", null, null)],
        Comparison.Of(Read("version: 3\nsystem: { lamp: bright }\n"), Read("version: 3\nsystem: {}\n"), [])
            .Where(finding => finding.Fate == Fate.Lost));

    [Fact]
    public void Of_DocumentInAnotherSchema_IsComparedInThatOne()
    {
        const string old = "version: 1\nfirewall: { offload: true }\n", now = "version: 2\nfirewall: { fast-path: software }\n";
        Assert.Empty(Comparison.Of(Read(old), Read(now), []));
        Assert.Equal(
            [new(Fate.Changed, "firewall fast-path", "software", "none", null)],
            Comparison.Of(Read(old), Read(now.Replace("software", "none", StringComparison.Ordinal)), []));
    }

    internal static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;
}

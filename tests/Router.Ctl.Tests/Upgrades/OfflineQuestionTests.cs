using System.Text;
using Router.Core.Boards;
using Router.Ctl.Upgrades.Rehearsal;
using Router.Documents;
using Router.Features.Configuration;
using Router.Fleet.Rehearsals;
using Router.Image.Building;

namespace Router.Ctl.Tests.Upgrades;

public class OfflineQuestionTests
{
    private const string Good = """
        version: 2
        system: { users: { nas: { role: files, password: !secret nas } } }
        interfaces:
          wan: { device: "@wan", zone: wan, dhcp: true }
          lan: { device: eth7, zone: lan, addresses: [192.168.7.1/24] }
        firewall: { sets: { bad: { file: bad.txt } } }
        services:
          files: { zones: [lan], shares: { media: { path: media, write: [nas] } } }
        """;

    private static readonly string Ours = typeof(OfflineQuestion).Assembly.GetName().Version!.ToString(3);

    [Fact]
    public void Ask_WhatTheReleaseTakes_IsRefusedNothing() => Assert.Empty(Ask(Good, Ours));

    [Fact]
    public void Ask_PartThatTheReleaseDoesNotTake_IsNamedWithItsReason()
    {
        var wrong = Good.Replace("zone: wan,", "zone: wan, mtu: 99999, lamp: on,", StringComparison.Ordinal);
        Assert.Equal(["interfaces wan mtu", "interfaces wan lamp"], Ask(wrong, Ours).Select(refusal => refusal.Path));
    }

    [Fact]
    public void Ask_RoleThatItsBoardHasNot_IsRefused() =>
        Assert.Equal(["interfaces wan device"], Ask(Good.Replace("@wan", "@dmz", StringComparison.Ordinal), Ours).Select(r => r.Path));

    [Theory]
    [InlineData(null)]
    [InlineData("9.9.9")]
    public void Ask_ServiceThatItsImageIsWithout_IsRefused(string? version)
    {
        var refusal = Assert.Single(Ask(Good, version ?? Ours, without: "files"));
        Assert.Equal("services files", refusal.Path);
        Assert.StartsWith("this image was built without files", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ReleaseOfAnotherVersion_IsNotJudgedByOurOwnSchema() =>
        Assert.Empty(Ask(Good.Replace("zone: wan,", "zone: wan, lamp: on,", StringComparison.Ordinal), "9.9.9"));

    [Theory]
    [InlineData(null, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public void Ask_DocumentOfALaterSchema_IsRefusedByAReleaseThatCannotSayIt(int? schema, int refusals)
    {
        var found = Ask(Good.Replace("version: 2", "version: 3", StringComparison.Ordinal), "9.9.9", schema);
        Assert.Equal(refusals, found.Count);
        Assert.All(found, refusal => Assert.Equal("version", refusal.Path));
    }

    private static ValueList<Refusal> Ask(string document, string version, int? schema = null, params string[] without) =>
        OfflineQuestion.Ask(ConfigReader.Read(Encoding.UTF8.GetBytes(document)).Document!, new ReleaseParts
        {
            Shown = "release",
            Board = new BoardProfile { Name = "box", Ports = ValueMap<string, ValueList<string>>.Empty.With("wan", ["eth0"]) },
            Kernel = "",
            Initramfs = "",
            System = "",
            Entry = "",
            Manifest = new ImageManifest
            {
                Board = "box",
                Source = "lab",
                Repositories = [],
                Version = version,
                Kernel = "6.1",
                Architecture = "x86_64",
                Packages = 1,
                Linked = [],
                Without = without,
                Schema = schema,
            },
        });
}

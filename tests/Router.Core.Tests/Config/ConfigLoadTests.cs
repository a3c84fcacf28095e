using System.Text;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public class ConfigLoadTests
{
    private static readonly ConfigDocument Home = Read("""
        version: 1
        system: { hostname: home }
        interfaces:
          # the cable to the kitchen
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
        firewall:
          rules:
            - { name: a, from: lan, action: accept }
            - { name: b, from: lan, action: drop }
        """);

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n")]
    [InlineData("hello")]
    [InlineData("- a\n- b\n")]
    [InlineData("")]
    [InlineData("apiVersion: v1\nkind: Pod\n")]
    public void Whole_WhatIsNoConfiguration_IsRefused(string text)
    {
        var (document, problems) = ConfigLoad.Whole(Encoding.UTF8.GetBytes(text));
        Assert.Null(document);
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void Whole_DocumentWithProblems_IsTaken() =>
        Assert.NotNull(ConfigLoad.Whole("version: 1\nsystem: { hostnam: x }\n"u8.ToArray()).Document);

    [Fact]
    public void Merge_Part_ReplacesValuesAndAddsToListsAndMaps()
    {
        var (merged, problems) = ConfigLoad.Merge(Home, """
            system: { hostname: new }
            interfaces:
              lan: { addresses: [10.0.0.1/8] }
              wan: { device: eth0 }
            firewall:
              rules:
                - { name: b, action: reject }
                - { name: c, from: lan, action: accept }
            """u8.ToArray());
        Assert.Empty(problems);
        Assert.Equal(
            [
                "set system hostname new", "set interfaces lan addresses 10.0.0.1/8", "set interfaces wan device eth0",
                "set firewall rules b action reject", "insert firewall rules c last", "set firewall rules c from lan",
                "set firewall rules c action accept",
            ],
            ConfigDiff.Commands(Home, merged!).Select(c => c.Replace("c after b", "c last", StringComparison.Ordinal)));
        Assert.Contains("# the cable to the kitchen", merged!.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_NewFirstRule_ComesLast()
    {
        var merged = ConfigLoad.Merge(Home, "firewall: { rules: [{ name: z, from: lan, action: drop }] }\n"u8.ToArray()).Document!;
        Assert.Equal(["a", "b", "z"], merged.Reading.Config.Firewall.Rules.Select(r => r.Name));
    }

    [Fact]
    public void Merge_PartWithAnUnknownKey_IsRefusedWithItsPlace()
    {
        var (document, problems) = ConfigLoad.Merge(Home, "system:\n  hostnam: x\n"u8.ToArray());
        Assert.Null(document);
        Assert.Equal([("system hostnam", 2, "did you mean hostname?")], problems.Select(p => (p.Path, p.Line, p.Hint ?? "")));
    }

    [Fact]
    public void Merge_WithItself_ChangesNothing() =>
        Assert.Equal(Home.ToText(), ConfigLoad.Merge(Home, Encoding.UTF8.GetBytes(Home.ToText())).Document!.ToText());

    [Fact]
    public void Commands_OneWrong_NoneIsDone_AndItsLineIsNamed()
    {
        var (document, problems) = ConfigLoad.Commands(
            Home, "set system hostname new\n# a remark\n\n  delete interfaces lam\nsett x\nset \"x\n");
        Assert.Null(document);
        Assert.Equal(
            [
                (4, "did you mean lan?"),
                (5, "set, delete, insert, rename, copy, activate, deactivate, annotate are"),
                (6, "close it with the quote that opens it")
            ],
            problems.Select(p => (p.Line, p.Hint ?? "")));
    }

    [Fact]
    public void Commands_AllRight_AreDoneInOrder()
    {
        var (document, problems) = ConfigLoad.Commands(
            Home,
            "rename interfaces lan to house\r\nset interfaces house mtu 1400\r\ndelete firewall rules a\r\nannotate interfaces house \"new\"\r\n");
        Assert.Empty(problems);
        Assert.Equal(
            ["delete interfaces lan", "delete firewall rules a"],
            ConfigDiff.Commands(Home, document!).Where(c => c.StartsWith("delete", StringComparison.Ordinal)));
        Assert.Contains("  # new\n  house:", document!.ToText(), StringComparison.Ordinal);
    }

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))).Document!;

    [Fact]
    public void Merge_CommentsOfThePart_ComeAlongWhereThereIsNone()
    {
        var document = ConfigReader.Read("version: 1\nsystem:\n  # ours\n  hostname: box\n"u8.ToArray()).Document!;
        var merged = ConfigLoad.Merge(
            document,
            "system:\n  # theirs\n  hostname: other\n  # of the site\n  time-zone: Europe/Oslo   # summer time\n"u8.ToArray()).Document!;
        Assert.Equal(
            "version: 1\nsystem:\n  # ours\n  hostname: other\n  # of the site\n  time-zone: Europe/Oslo   # summer time\n",
            merged.ToText());
    }
}

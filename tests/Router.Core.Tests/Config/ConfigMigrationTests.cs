using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall;

namespace Router.Core.Tests.Config;

/// <summary>Documents from one version of the schema to the other and back.</summary>
public class ConfigMigrationTests
{
    private static readonly string[] Before =
    [
        "version: 1 # the first\nfirewall:\n  # faster\n  offload: true # really\n  policies: {}\n",
        "version: \"1\"\nfirewall: { policies: {}, 'offload': \"false\", zeta: [a] }\n",
        "# by hand\nsystem: { hostname: h }\nfirewall:\n    offload:   true\nversion: 1\n",
        "version: 1\nfirewall:\n  \"offload\": 'true'\n  later: { deep: 1 } # unknown\n",
        "version: 1\r\nfirewall:\r\n  offload: true\r\n",
    ];

    [Fact]
    public void Migrate_ThereAndBack_IsTheSameLetterByLetter()
    {
        var lines = Gen.Elements(
            "# remark\n", "telepathy: { range: 3 }\n", "system: { hostname: h, drift: heal }\n", "mystery: \"offload: true\"\n", "\n");
        var more = Gen.ListOf(lines).Select(all => string.Concat(all.Distinct()));
        var some = Gen.Elements(Before)
            .SelectMany(text => more.Select(rest => text.Contains("system:", StringComparison.Ordinal) ? text : text + rest));
        Prop.ForAll(Arb.From(some), text =>
        {
            var up = ConfigMigration.Migrate(Read(text), 2);
            Assert.Empty(up.Notes);
            Assert.NotEqual(text, up.Document.ToText());
            Assert.Equal(2, ConfigMigration.VersionOf(up.Document));
            Assert.Equal(Read(text).Reading.Config.Firewall.Way, up.Document.Reading.Config.Firewall.Way);
            var back = ConfigMigration.Migrate(up.Document, 1);
            Assert.Equal(text, back.Document.ToText());
            Assert.Equal(up.Document.ToText(), ConfigMigration.Migrate(back.Document, 2).Document.ToText());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Migrate_Up_ReplacesTheWordsThatDifferAlone() => Assert.Equal(
        "version: 2 # the first\nfirewall:\n  # faster\n  fast-path: software # really\n  policies: {}\n",
        ConfigMigration.Migrate(Read(Before[0]), 2).Document.ToText());

    [Fact]
    public void Migrate_ValueThatTheOtherVersionLacks_IsKeptAndTold()
    {
        const string Text = "version: 2\nfirewall:\n  fast-path: hardware\n";
        var down = ConfigMigration.Migrate(Read(Text), 1);
        Assert.Equal(Text.Replace("version: 2", "version: 1", StringComparison.Ordinal), down.Document.ToText());
        Assert.Equal(
            "f:3:3: firewall fast-path: the other version cannot say this: it is kept as it stands (there it is offload: true or false)",
            Assert.Single(down.Notes).ToString("f"));
        Assert.Equal(Text, ConfigMigration.Migrate(down.Document, 2).Document.ToText());
    }

    [Fact]
    public void Migrate_BothKeys_AreKeptAndTold()
    {
        var up = ConfigMigration.Migrate(Read("version: 1\nfirewall: { offload: true, fast-path: none }\n"), 2);
        Assert.Equal("version: 2\nfirewall: { offload: true, fast-path: none }\n", up.Document.ToText());
        Assert.Equal("firewall offload", Assert.Single(up.Notes).Path);
    }

    [Theory]
    [InlineData("version: 1\nfirewall: { offload: true }\n", null)]
    [InlineData("version: 2\nfirewall: { fast-path: software }\n", null)]
    [InlineData(
        "version: 2\nfirewall: { offload: true }\n",
        "f:2:13: firewall offload: is called fast-path since version 2 (write fast-path: software; `routerctl config migrate FILE` does so by itself)")]
    [InlineData(
        "version: 1\nfirewall: { fast-path: none }\n",
        "f:2:13: firewall fast-path: came with version 2; this document is of version 1 (`routerctl config migrate FILE --to 2`, or set version 2 where nothing else is old)")]
    public void Check_KeyOfTheOtherVersion_IsRefused(string text, string? expected)
    {
        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes(text), Surroundings.None).Problems;
        Assert.Equal(expected, problems.Count == 0 ? null : Assert.Single(problems).ToString("f"));
    }

    [Theory]
    [InlineData("firewall: { offload: true }", FastPath.Software)]
    [InlineData("firewall: { fast-path: hardware }", FastPath.Hardware)]
    [InlineData("system: {}", FastPath.None)]
    public void Way_InWhateverVersion_IsTheSame(string text, FastPath way) =>
        Assert.Equal(way, Read($"version: 1\n{text}\n").Reading.Config.Firewall.Way);

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;
}

using System.Text;
using Router.Core.Shapes;
using Router.Core.Tests.State;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall.Sets;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Sets;

public sealed class SetFileTests
{
    private const string Document =
        """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
        firewall:
          sets:
            blocked: { file: blocked.txt }
          rules:
            - { name: no, from: wan, to: router, source: "@blocked", action: drop }

        """;

    [Fact]
    public void Check_SetFile_FillsTheSet()
    {
        var reading = Check(
            Document, ("blocked.txt", "# bad people\r\n\n 203.0.113.0/24 # all of them\n2001:db8::/32\n198.51.100.1-198.51.100.9"));
        Assert.Empty(reading.Problems);
        Assert.Equal(3, reading.Config.Firewall.Sets["blocked"].Addresses.Count);
        Assert.Contains(
            "set set4_blocked {\n    type ipv4_addr\n    flags interval\n    elements = { 198.51.100.1-198.51.100.9, 203.0.113.0/24 }",
            Ruleset(reading),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF203.0.113.0/24\n")]
    [InlineData("\uFEFF# x\r\n203.0.113.0/24\r\n")]
    [InlineData("; Spamhaus DROP List\n203.0.113.0/24 ; SBL1\n")]
    [InlineData("203.0.113.0/24;SBL1")]
    [InlineData("203.0.113.0/24\t# trailing\t;\n\uFEFF; the next list\n")]
    [InlineData("203.0.113.0 - 203.0.113.255 # a range\n")]
    [InlineData("  203.0.113.0/24  \r\n\r\n")]
    public void Check_SetFileAsItIsDownloaded_FillsTheSet(string text)
    {
        var reading = Check(Document, ("blocked.txt", text));
        Assert.Empty(reading.Problems);
        Assert.Equal("203.0.113.0/24", NetworkScalars.FormatRange(Assert.Single(reading.Config.Firewall.Sets["blocked"].Addresses)));
    }

    [Theory]
    [InlineData(
        "\u00A0203.0.113.1",
        "1:1: firewall sets blocked file: '<U+00A0>203.0.113.1' is not an address, prefix or range (mend the line, or put # in front)")]
    [InlineData(
        "203.0.113.1 bad host",
        "1:1: firewall sets blocked file: '203.0.113.1 bad host' is not an address, prefix or range (one a line: put # in front of what follows 203.0.113.1)")]
    [InlineData(
        "203.0.113.1,203.0.113.2",
        "1:1: firewall sets blocked file: '203.0.113.1,203.0.113.2' is not an address, prefix or range (one a line: put # in front of what follows 203.0.113.1)")]
    public void Check_LineWithMoreThanAnAddress_SaysWhat(string text, string expected) =>
        Assert.Equal(
            $"sets/blocked.txt:{expected}", Assert.Single(Check(Document, ("blocked.txt", text)).Problems).ToString("router.yaml"));

    [Fact]
    public void Read_Utf16_IsNamed() => Assert.Equal(
        "sets/b:1:1: p: the set file is UTF-16 (save it as UTF-8)",
        Assert.Single(SetFile.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("203.0.113.1\n")], "p", "sets/b").Problems)
            .ToString("router.yaml"));

    [Fact]
    public void Check_BadLines_AreNamedByTheirPlaceInTheSetFile()
    {
        var problems = Check(Document, ("blocked.txt", "203.0.113.1\n\t203.0.113.300\n10.0.0.9-10.0.0.1\n10.0.0.1/8\n")).Problems
            .Select(p => p.ToString("router.yaml"));
        Assert.Equal(
            [
                "sets/blocked.txt:2:2: firewall sets blocked file: '203.0.113.300' is not an address, prefix or range (mend the line, or put # in front)",
                "sets/blocked.txt:3:1: firewall sets blocked file: '10.0.0.9-10.0.0.1' ends before it starts (mend the line, or put # in front)",
                "sets/blocked.txt:4:1: firewall sets blocked file: '10.0.0.1/8' has host bits set; the prefix is 10.0.0.0/8 (mend the line, or put # in front)",
            ],
            problems);
    }

    [Fact]
    public void Check_ManyBadLines_AreTheFirstHundredAndACount()
    {
        var problems = Check(Document, ("blocked.txt", string.Concat(Enumerable.Repeat("nobody\n", 5000)))).Problems;
        Assert.Equal(100, problems.Count);
        Assert.Equal("and 4901 lines more, 5000 in all", problems[^1].Message);
    }

    [Fact]
    public void Check_NoSuchFile_IsNamedWhereTheDocumentSaysIt()
    {
        var problem = Assert.Single(Check(Document).Problems);
        Assert.Equal(
            "router.yaml:6:16: firewall sets blocked file: there is no such set file (put it to sets/blocked.txt)",
            problem.ToString("router.yaml"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData(".hidden")]
    public void Check_NameThatLeadsElsewhere_IsRefused(string name)
    {
        var problem = Assert.Single(Check(Document.Replace("blocked.txt", name, StringComparison.Ordinal), (name, "10.0.0.1")).Problems);
        Assert.Contains("is no name of a set file", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HundredThousandLines_IsReadWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}\n"));
        Assert.Equal(100_000, SetFile.Read(Encoding.UTF8.GetBytes(text), "", "").Addresses.Count);
    }

    [Fact]
    public void Set_FileThenAddresses_TakeEachOthersPlace()
    {
        var document = ConfigReader.Read(Encoding.UTF8.GetBytes(Document)).Document!;
        var listed = document.Set(["firewall", "sets", "blocked", "10.0.0.0/8"]).Document!;
        Assert.Contains("blocked: [10.0.0.0/8]", listed.ToText(), StringComparison.Ordinal);
        Assert.Equal(
            ["set firewall sets blocked 10.0.0.0/8"],
            ConfigDiff.Commands(document, listed).Where(c => c.StartsWith("set", StringComparison.Ordinal)));
        var back = listed.Set(["firewall", "sets", "blocked", "file", "blocked.txt"]).Document!;
        Assert.Contains("blocked: { file: blocked.txt }", back.ToText(), StringComparison.Ordinal);
        Assert.Equal(["set firewall sets blocked file blocked.txt"], ConfigDiff.Commands(listed, back));
    }

    private static ConfigReading Check(string document, params (string Name, string Text)[] files) =>
        ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None with { SetFiles = new MemorySetFiles(files) });

    private static string Ruleset(ConfigReading reading) => Example.Desired(reading.Config, FakeKernel.WithPorts(3)).Ruleset.ToText();
}

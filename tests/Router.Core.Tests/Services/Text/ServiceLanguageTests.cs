using Router.Core.Tests.Sections.Services;
using Router.Core.Tests.State;
using Router.Features.Dnsmasq;
using Router.Features.FileShares;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Services.Text;

/// <summary>Words, ends of lines and lengths of lines of the services' own files.</summary>
public sealed class ServiceLanguageTests
{
    private const string Leases =
        "dhcp: { lan: { range: 192.168.1.100-192.168.1.199, leases: { printer: { mac: \"52:54:00:00:00:01\", address: 192.168.1.9 }, "
        + "3d: { mac: \"52:54:00:00:00:02\", address: 192.168.1.10 }, \"101\": { mac: \"52:54:00:00:00:03\", address: 192.168.1.11 }, "
        + "Ignore: { mac: \"52:54:00:00:00:04\", address: 192.168.1.12 } } } }";

    [Fact]
    public void Dnsmasq_NamesThatItTakesForWords_StandInTheFileOfHosts()
    {
        var services = $"dns: {{ domain: home.arpa, hosts: {{ nas: 192.168.1.20, \"5\": 192.168.1.21 }} }}, {Leases}";
        var text = File(services, "/etc/dnsmasq.conf")!;
        Assert.Contains("\ndhcp-host=52:54:00:00:00:01,192.168.1.9,printer\n", text, StringComparison.Ordinal);
        Assert.Contains("\ndhcp-host=52:54:00:00:00:02,192.168.1.10\n", text, StringComparison.Ordinal);
        Assert.Contains("\nhost-record=nas,nas.home.arpa,192.168.1.20\n", text, StringComparison.Ordinal);
        Assert.Contains("\naddn-hosts=/etc/dnsmasq.hosts\n", text, StringComparison.Ordinal);
        Assert.Equal("192.168.1.21 5\n192.168.1.10 3d\n192.168.1.11 101\n192.168.1.12 Ignore\n", File(services, "/etc/dnsmasq.hosts"));
    }

    [Fact]
    public void Dnsmasq_WithoutSuchNames_HasNoFileOfHosts()
    {
        Assert.Null(File("", "/etc/dnsmasq.hosts"));
        Assert.DoesNotContain("addn-hosts", File("", "/etc/dnsmasq.conf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3d", true)]
    [InlineData("45M", true)]
    [InlineData("7", true)]
    [InlineData("w", true)]
    [InlineData("infinite", true)]
    [InlineData("ignore", true)]
    [InlineData("3dprinter", false)]
    [InlineData("d3", false)]
    [InlineData("ignored", false)]
    [InlineData("3-d", false)]
    public void IsWord_OfDnsmasq_IsKnown(string name, bool expected) => Assert.Equal(expected, DnsmasqWords.IsWord(name));

    [Theory]
    [InlineData("once drive D:\\", "ends in a backslash, which would join it to the next line of Samba's file")]
    [InlineData("home of %U", "has %U, which Samba replaces by something else")]
    [InlineData("%$(PATH)", "has %$, which Samba replaces by something else")]
    [InlineData("evil \u202egpj.exe", "has the character U+202E, which cannot be seen")]
    [InlineData("tab\there", "has the character U+0009, which cannot be seen")]
    [InlineData(" in front", "has blanks at its ends")]
    public void Comment_ThatSambaReadsOtherwise_IsRefused(string comment, string expected)
    {
        var problems = Checked.Problems(
            Checked.Document($"files: {{ zones: [lan], shares: {{ old: {{ path: old, write: [ben], comment: '{comment}' }} }} }}"));
        Assert.StartsWith("services files shares old comment: '", problems, StringComparison.Ordinal);
        Assert.Contains(expected, problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("50% off; #1 [of] \"all\"")]
    [InlineData("D:\\old, and more")]
    [InlineData("Müllers Bücher 📚")]
    public void Comment_ThatSambaReadsAsItStands_IsTaken(string comment)
    {
        var services = $"files: {{ zones: [lan], shares: {{ old: {{ path: old, write: [ben], comment: '{comment}' }} }} }}";
        Assert.Equal("", Checked.Problems(Checked.Document(services)));
        Assert.Contains($"\ncomment = {comment}\n", File(services, "/etc/samba/smb.conf"), StringComparison.Ordinal);
    }

    /// <summary>A document from before the check still runs: it must not take a share's folder away.</summary>
    [Theory]
    [InlineData("once drive D:\\\\ \\", "once drive D:")]
    [InlineData("a\nread only = no", "aread only = no")]
    public void SambaText_WhateverItIs_StaysOnItsLine(string text, string expected) => Assert.Equal(expected, SambaText.Value(text));

    [Theory]
    [InlineData("nas.example.net", "NAS")]
    [InlineData("a-very-long-name-of-a-router", "A-VERY-LONG-NAM")]
    public void Samba_NameOfTheRouter_IsAShortOne(string hostname, string expected)
    {
        var config = Example.Read(Checked.Document("files: { zones: [lan] }", hostname: hostname));
        Assert.Contains(
            $"\nnetbios name = {expected}\n",
            Example.Desired(config, FakeKernel.WithPorts(3)).Services.Single(s => s.Name == "samba").Files[0].Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Workgroup_CalledAsTheRouter_IsTold() => Assert.Equal(
        "services files workgroup: is the router's own name, and Samba wants two (choose another)",
        Checked.Advice(Checked.Document("files: { zones: [lan], workgroup: Home }")));

    [Fact]
    public void Squid_ThousandsOfDomains_StandOnShortLines()
    {
        var deny = Enumerable.Range(0, 3000)
            .Select(i => $"ads{i:d4}.tracker{i}.example")
            .Append($"{new string('x', 60)}.{new string('y', 60)}.{new string('z', 60)}.{new string('w', 60)}.example")
            .ToList();
        var text = File($"proxy: {{ zones: [lan], deny: [{string.Join(", ", deny)}] }}", "/etc/squid/squid.conf")!;
        var lines = text.Split('\n').Where(l => l.StartsWith("acl denied dstdomain ", StringComparison.Ordinal)).ToList();
        Assert.Equal(deny, lines.SelectMany(l => l.Split(' ')[3..]));
        // BUFSIZ of musl, with the end of the line and of the text.
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 1022, line));
    }

    [Theory]
    [InlineData("500kB")]
    [InlineData("17TiB")]
    public void Squid_CacheThatItCannotCount_IsRefused(string cache) => Assert.Equal(
        "services proxy cache: is not between 1MiB and 16TiB (0 is memory only)",
        Checked.Problems(Checked.Document($"proxy: {{ zones: [lan], cache: {cache} }}")));

    [Theory]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("localhost")]
    [InlineData("fe80::1%eth0")]
    [InlineData("a b")]
    public void Ntp_ThatIsNeitherNameNorAddress_IsRefused(string server) => Assert.StartsWith(
        $"system ntp: '{server}' is neither a host name nor an address",
        Checked.Problems(Checked.Document().Replace("  users:", $"  ntp: [\"{server}\"]\n  users:", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    private static string? File(string services, string path)
    {
        var config = Example.Read(Checked.Document(services));
        return Example.Desired(config, FakeKernel.WithPorts(3)).Services
            .SelectMany(s => s.Files)
            .FirstOrDefault(f => f.Path == path)?.Content;
    }
}

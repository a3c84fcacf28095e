using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;

namespace Router.Boot.Tests.Upgrade;

/// <summary>The built image as the next release of routers whose documents stand here.</summary>
public sealed class RehearsalTests : IDisposable
{
    /// <summary>Names of cards that no machine of QEMU has, two of them in exchange.</summary>
    private const string Good = """
        version: 2
        system:
          hostname: gateway
          users:
            anna: { role: admin, password: !secret anna }
            nas: { role: files, password: !secret nas }
        interfaces:
          wan: { device: enp3s0, zone: wan, dhcp: true }
          lan: { device: eth1, zone: lan, addresses: [192.168.7.1/24] }
          guests: { device: eth0, zone: lan, addresses: [192.168.8.1/24] }
          office: { wireguard: { private-key: !secret tunnel, port: 51820 }, zone: office, addresses: [10.8.0.1/24] }
        firewall:
          sets: { bad: { file: bad.txt } }
          policies:
            lan -> wan: accept
            lan -> router: [dhcp, dns]
          rules:
            - { name: none of these, from: lan, to: wan, destination: "@bad", action: drop }
          nat: { masquerade: [wan] }
        services:
          dhcp: { lan: { range: 192.168.7.100-192.168.7.150 } }
          dns: { domain: home.arpa }
        """;

    /// <summary>Of a schema that is not there yet, with a key of it and a port that no role of the board is.</summary>
    private static readonly string Newer = Good
        .Replace("version: 2", "version: 3", StringComparison.Ordinal)
        .Replace("hostname: gateway", "hostname: gateway\n  lamp: bright", StringComparison.Ordinal)
        .Replace("device: eth0", "device: \"@dmz\"", StringComparison.Ordinal);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Rehearse_WhatTheReleaseTakes_LosesNothing()
    {
        using var report = await RehearseAsync(0, Good, "--image", BuiltImage.Board, "--boot");
        Assert.True(report.RootElement.GetProperty("booted").GetBoolean());
        Assert.Empty(Findings(report));
        Assert.Contains("anna, nas, tunnel", report.RootElement.GetProperty("notJudged")[1].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_WhatTheReleaseLost_IsNamedValueByValue()
    {
        using var report = await RehearseAsync(1, Newer, "--image", BuiltImage.Board, "--boot");
        Assert.True(report.RootElement.GetProperty("booted").GetBoolean());
        var findings = Findings(report);
        Assert.All(findings, finding => Assert.Equal("refused", finding.Fate));
        Assert.Equal(["bright"], findings.Where(finding => finding.Path == "system lamp").Select(finding => finding.Before));
        Assert.Equal(["@dmz"], findings.Where(finding => finding.Path == "interfaces guests device").Select(finding => finding.Before));
    }

    /// <summary>By what the image's manifest says, and by the image itself.</summary>
    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rehearse_ImageWithoutFileShares_NamesEachValueOfThem(bool boots)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        var image = Path.Combine(folder, "image");
        string[] build = ["image", "build", BuiltImage.Board, "--source", "lab", "--without", "files", "--output", image];
        (await Tool.RunAsync([BuiltImage.Routerctl, .. build], Stopping)).OrThrow("image build");
        var shares = Good + "\n  files: { zones: [lan], shares: { media: { path: media, write: [nas] } } }\n";
        using var report = await RehearseAsync(1, shares, ["--image", image, .. boots ? (string[])["--boot"] : []]);
        Assert.Equal(boots, report.RootElement.GetProperty("booted").GetBoolean());
        Assert.Equal(
            ["services files shares media path", "services files shares media write nas", "services files zones lan"],
            Findings(report).Select(finding => finding.Path).Order(StringComparer.Ordinal));
        Assert.All(Findings(report), finding => Assert.Contains("built without files", finding.Reason, StringComparison.Ordinal));
    }

    private async Task<JsonDocument> RehearseAsync(int exitCode, string document, params string[] options)
    {
        var file = Path.Combine(folder, "router.yaml");
        await File.WriteAllTextAsync(file, document, Stopping);
        var run = await Tool.RunAsync(
            [BuiltImage.Routerctl, "upgrade", "rehearse", "--document", file, "--json", .. options], Stopping);
        Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}\n{run.Output}\n{run.Error}");
        return JsonDocument.Parse(run.Output);
    }

    private static List<(string? Fate, string? Path, string? Before, string? Reason)> Findings(JsonDocument report) =>
        [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(
            finding => (Text(finding, "fate"), Text(finding, "path"), Text(finding, "before"), Text(finding, "reason")))];

    private static string? Text(JsonElement finding, string name) => finding.GetProperty(name).GetString();
}

using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;

namespace Router.Boot.Tests.Links;

/// <summary>Every kind of link is there when the other end answers through it, and goes on while something else is edited.</summary>
public sealed class LinkKindTests : IClassFixture<LinksLab>
{
    private static readonly (string Kind, string OtherEnd)[] Links =
        [("bond", "10.80.0.2"), ("vlan", "10.81.0.2"), ("qinq", "10.82.0.2"), ("gre", "10.83.0.2"), ("wireguard", "10.84.0.2")];

    private readonly LinksLab lab;

    public LinkKindTests(LinksLab lab)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        this.lab = lab;
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_EveryKind_ReachTheOtherEnd()
    {
        foreach (var (kind, host) in Links)
            Assert.Equal($"{kind} answers", $"{kind} {await AnswerAsync(host)}");
        using var shown = JsonDocument.Parse(
            (await lab.Router.Login.RunAsync("show interfaces secure --json", Stopping)).OrThrow("show interfaces"));
        var peer = shown.RootElement.GetProperty("interfaces")[0].GetProperty("peers")[0];
        Assert.Equal("other", peer.GetProperty("name").GetString());
        var (handshake, now) = (peer.GetProperty("lastHandshake").GetDateTimeOffset(), DateTimeOffset.UtcNow);
        Assert.InRange(handshake, now.AddMinutes(-5), now.AddMinutes(5));
    }

    [Fact]
    public async Task Commit_OfSomethingElse_LosesNoPacketOfAnyLink()
    {
        foreach (var (_, host) in Links)
            await AnswerAsync(host);
        var before = await ShowAsync();
        var pings = Links.Select(link => PingAsync(link.OtherEnd, 20)).ToList();
        string[] edits =
        [
            With(before, "system", "hostname", "other"),
            With(before, "interfaces", "secure", "addresses", "10.94.0.1/24"),
            LabDocuments.Read(before)
                .With("interfaces", "own", "dummy", "true")
                .With("interfaces", "own", "zone", "inside")
                .With("interfaces", "own", "addresses", "10.88.0.1/32")
                .ToText(),
            With(before, "firewall", "policies", "wan -> router", "accept"),
            before,
        ];
        foreach (var edit in edits)
            await CommitAsync(edit);
        foreach (var ping in await Task.WhenAll(pings))
            Assert.Contains(" 0% packet loss", ping.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_WithoutATunnel_IsForecastToEndItAndEndsItAlone()
    {
        foreach (var (_, host) in Links)
            await AnswerAsync(host);
        var before = await ShowAsync();
        foreach (var (kind, host, reason) in new[]
        {
            ("tunnel", "10.83.0.2", "tunnel goes down"),
            ("secure", "10.84.0.2", "secure goes down")
        })
        {
            var after = With(before, "interfaces", kind, "enabled", "false");
            using var forecast = JsonDocument.Parse(
                (await lab.Router.Login.RunAsync("commit-file --dry-run --json", after, Stopping)).OrThrow("commit-file --dry-run"));
            var lost = forecast.RootElement
                .GetProperty("lost")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("kind")}: {one.GetProperty("reason")}")
                .Distinct();
            Assert.Equal([$"tunnel: {reason}"], lost);

            await CommitAsync(after);
            var ends = await Task.WhenAll(Links.Select(async link => (link.OtherEnd, Answer: await AnswerAsync(link.OtherEnd))));
            Assert.Equal([host], ends.Where(end => end.Answer != "answers").Select(end => end.OtherEnd));
            await CommitAsync(before);
            Assert.Equal("answers", await AnswerAsync(host));
        }
    }

    /// <summary>The first packet asks for the neighbour or shakes hands.</summary>
    private async Task<string> AnswerAsync(string host) =>
        await PingAsync(host, 3) is var ping && ping.ExitCode == 0 ? "answers" : ping.Output + ping.Error;

    private static string With(string document, params string[] words) => LabDocuments.Read(document).With(words).ToText();

    private Task<ToolResult> PingAsync(string host, int count) => lab.Router.Login.RunAsync($"ping {host} count {count}", Stopping);

    private async Task<string> ShowAsync() =>
        (await lab.Router.Login.RunAsync("show configuration", Stopping)).OrThrow("show configuration");

    private async Task CommitAsync(string document) =>
        (await lab.Router.Login.RunAsync("commit-file", document, Stopping)).OrThrow("commit-file");
}

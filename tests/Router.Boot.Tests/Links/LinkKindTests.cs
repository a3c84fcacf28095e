using Router.Boot.Tests.Lab;
using Router.Core.Config;

namespace Router.Boot.Tests.Links;

/// <summary>
/// Two routers side by side, with the image's own kernel: a bond of which one port has no cable, VLANs and provider VLANs on it, a
/// GRE tunnel and WireGuard over it. Each is there when the other end answers through it.
/// </summary>
public sealed class LinkKindTests
{
    /// <summary>Key pairs of the two, made for this test.</summary>
    private static readonly (string Private, string Public)[] Keys =
    [
        ("sJACMShI4r+9qzNxpmQ5JeZRMb1JhVizzk+Gq0hehkU=", "w4xXICn/LeYhsr8+FmLfgjNkXOUbNCZjMHha+WGTCh0="),
        ("eAjUpG2o6BbSREyeSoYnwM04SXkuaFV8+3O2HmCsCFA=", "jmOmLC2rqzA4xlL3s5A913+5w0CWC60G4laWSkKJxS8="),
    ];

    public LinkKindTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Boot_EveryKindOfLink_ReachesTheOtherEnd()
    {
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await using var one = await BootAsync(network, 1);
        await using var two = await BootAsync(network, 2);
        await one.ReadyAsync(Stopping);
        await two.ReadyAsync(Stopping);
        var answers = new List<string>();
        foreach (var (kind, host) in ((string, string)[])[("bond", "10.80.0.2"), ("vlan", "10.81.0.2"), ("qinq", "10.82.0.2"), ("gre", "10.83.0.2"), ("wireguard", "10.84.0.2")])
        {
            // The first packet asks for the neighbour or shakes hands.
            var ping = await one.Login.RunAsync($"ping {host} count 3", Stopping);
            answers.Add($"{kind} {(ping.ExitCode == 0 ? "answers" : ping.Output + ping.Error)}");
        }
        Assert.Equal(["bond answers", "vlan answers", "qinq answers", "gre answers", "wireguard answers"], answers);
    }

    private static async Task<LabRouter> BootAsync(LabNetwork network, int router) => await LabRouter.BootAsync(
        $"links{router}", key => Document(router, 3 - router, key),
        folder => LabRouter.LoginIn(folder, LabNetwork.OuterAddress(router), "admin") with { Enter = network.Outside.Enter },
        await network.PlugAsync(router, withLan: true, Stopping), network.EnterWire,
        new Dictionary<string, string> { ["tunnel"] = Keys[router - 1].Private }, Stopping);

    private static ConfigDocument Document(int here, int there, string key) => Documents.Read($$"""
        version: 1
        system:
          hostname: links{{here}}
          users:
            admin: { role: admin, keys: ["{{key}}"] }
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
          pair: { bond: { members: [eth1, eth2], mode: active-backup }, zone: inside, addresses: [10.80.0.{{here}}/24] }
          tagged: { vlan: 30, on: pair, zone: inside, addresses: [10.81.0.{{here}}/24] }
          outer: { qinq: 100, on: pair }
          inner: { vlan: 7, on: outer, zone: inside, mtu: 1400, addresses: [10.82.0.{{here}}/24] }
          tunnel: { gre: { local: 10.80.0.{{here}}, remote: 10.80.0.{{there}}, key: 5 }, zone: inside, addresses: [10.83.0.{{here}}/24] }
          secure:
            zone: inside
            addresses: [10.84.0.{{here}}/24]
            wireguard:
              private-key: !secret tunnel
              port: 51820
              peers:
                other: { public-key: "{{Keys[there - 1].Public}}", endpoint: "10.80.0.{{there}}:51820", allowed: [10.84.0.{{there}}/32], keepalive: 25s }
        firewall:
          policies:
            wan -> router: [ssh]
            inside -> router: accept
          offload: true
        services:
          ssh: { zones: [wan] }
        """);
}

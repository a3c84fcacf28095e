using Router.Boot.Tests.Lab;
using Router.Documents.Editing;

namespace Router.Boot.Tests.Links;

/// <summary>
/// Two routers side by side, with the image's own kernel: a bond of which one port has no cable, VLANs and provider VLANs on it, a
/// GRE tunnel and WireGuard over it.
/// </summary>
public sealed class LinksLab : IAsyncLifetime
{
    /// <summary>Key pairs of the two, made for this test.</summary>
    private static readonly (string Private, string Public)[] Keys =
    [
        ("sJACMShI4r+9qzNxpmQ5JeZRMb1JhVizzk+Gq0hehkU=", "w4xXICn/LeYhsr8+FmLfgjNkXOUbNCZjMHha+WGTCh0="),
        ("eAjUpG2o6BbSREyeSoYnwM04SXkuaFV8+3O2HmCsCFA=", "jmOmLC2rqzA4xlL3s5A913+5w0CWC60G4laWSkKJxS8="),
    ];

    private LabNetwork? network;
    private LabRouter? one;
    private LabRouter? two;

    /// <summary>The first of the two; the other has the same addresses with 2 at the end.</summary>
    internal LabRouter Router => one ?? throw new InvalidOperationException("the lab was not made");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        network = await LabNetwork.CreateAsync(Stopping);
        one = await BootAsync(network, 1);
        two = await BootAsync(network, 2);
        await one.ReadyAsync(Stopping);
        await two.ReadyAsync(Stopping);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var made in (IAsyncDisposable?[])[one, two, network])
        {
            if (made is not null)
                await made.DisposeAsync();
        }
    }

    private static async Task<LabRouter> BootAsync(LabNetwork network, int router) => await LabRouter.BootAsync(
        $"links{router}", key => Document(router, 3 - router, key),
        folder => LabRouter.LoginIn(folder, LabNetwork.OuterAddress(router), "admin") with { Enter = network.Outside.Enter },
        await network.PlugAsync(router, withLan: true, Stopping), network.EnterWire,
        new Dictionary<string, string> { ["tunnel"] = Keys[router - 1].Private }, Stopping);

    private static ConfigDocument Document(int here, int there, string key) => LabDocuments.Read($$"""
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

namespace Router.Boot.Tests.Survival;

/// <summary>A document that asks for everything, and reaches its admin over a port that no service of it has to run for.</summary>
internal static class SurvivalDocument
{
    /// <summary>Of the line outside: it asks for its addresses.</summary>
    public const string Clients = "dhcp: true, ipv6: {}";

    /// <param name="hostname">Tells one document from another.</param>
    /// <param name="key">The admin's public key.</param>
    /// <param name="lan">Third number of the LAN's network: another one changes what each service has in its files.</param>
    /// <param name="cache">Of the proxy, in MiB; 0: none.</param>
    /// <param name="wan">Where the line outside has its addresses from.</param>
    public static string Of(string hostname, string key, int lan, int cache, string wan) =>
        $$"""
        version: 1
        system:
          hostname: {{hostname}}
          ntp: [192.0.2.123, 192.0.2.{{lan}}]
          users:
            admin: { role: admin, keys: ["{{key}}"] }
            anna: { role: admin, password: !secret anna, keys: ["{{key}}"] }
            nas: { role: files, password: !secret nas }
        interfaces:
          wan: { device: eth0, zone: wan, {{wan}} }
          desk: { device: eth1, zone: desk, addresses: [10.0.2.15/24] }
          lan: { bridge: [eth2], zone: lan, addresses: [192.168.{{lan}}.1/24, "fd00:{{lan}}::1/64"] }
          guests: { vlan: 30, on: desk, zone: lan, addresses: [192.168.{{lan + 1}}.1/24] }
          far: { wireguard: { private-key: !secret tunnel, port: 51820 }, zone: lan, addresses: [10.8.{{lan}}.1/24] }
        firewall:
          sets: { bad: { file: bad.txt } }
          policies: { lan -> wan: accept, lan -> router: accept, desk -> router: [ssh], router -> wan: accept }
          rules: [{ name: none of these, from: lan, to: wan, destination: "@bad", action: drop }]
          nat: { masquerade: [wan] }
        mesh:
          branches: { underlay: desk, address: 10.255.0.7/24, key: 100, hubs: [10.0.2.99], ipsec: { psk: !secret mesh }, bgp: { as: 65000 } }
        services:
          ssh: { zones: [desk] }
          dhcp: { lan: { range: 192.168.{{lan}}.100-192.168.{{lan}}.150 } }
          dns: { domain: home.arpa }
          router-advertisements: { lan: {} }
          proxy: { zones: [lan], cache: {{cache}}MiB }
          files: { zones: [lan], shares: { media: { path: media, write: [nas] } } }

        """;
}

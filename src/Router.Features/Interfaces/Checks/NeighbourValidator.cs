using System.Net;
using System.Net.Sockets;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>Static neighbours are hosts on the network of their interface, whose link has hardware addresses.</summary>
internal sealed class NeighbourValidator : SectionValidator
{
    /// <summary>Kinds of links whose packets have no hardware addresses of hosts.</summary>
    private static readonly string[] WithoutHosts = ["gre", "ipip", "6in4", "6rd", "dslite", "wireguard", "pppoe"];

    /// <summary>Its packets travel in frames with hardware addresses.</summary>
    public static bool HasFrames(InterfaceConfig config) =>
        config.Kind != InterfaceKind.Loopback && !config.Virtual.Keys.Any(WithoutHosts.Contains);

    public NeighbourValidator() => Check((subject, findings) =>
    {
        foreach (var (name, config) in subject.Config.Interfaces.Where(i => i.Value.Neighbours.Count > 0))
        {
            string[] path = ["interfaces", name, "neighbours"];
            if (!HasFrames(config))
                findings.Refuse(path, $"{name} has no hardware addresses on its link", "delete neighbours");
            else if (subject.Config.Interfaces.Values.Any(
                other => other.Members.Any(m => m.Kind == Core.Values.DeviceReferenceKind.Name && m.Value == name)))
                findings.Refuse(path, $"{name} is a port of another interface, whose neighbours count", "say them there");
            foreach (var address in config.Neighbours.Keys)
                Host(subject, findings, [.. path, $"{address}"], name, config, address);
        }
    });

    private static void Host(
        ValidationSubject subject, Findings findings, string[] path, string name, InterfaceConfig config, IPAddress host)
    {
        var learns = host.AddressFamily == AddressFamily.InterNetwork
            ? config.Dhcp
            : config.Ipv6 is not null || config.Delegated is not null || host.IsIPv6LinkLocal;
        if (subject.IsOwn(host, config.Vrf))
            findings.Refuse(path, $"{host} is the router's own address", "name another host");
        else if (HostAddresses.Wrong(host) is { } wrong)
            findings.Refuse(path, $"{host} {wrong}", "name the address of a host");
        else if (!learns && !config.Addresses.Any(address => address.IsBeside(host)))
            findings.Refuse(
                path, $"{host} is on no network of {name}", "give it an address on that network, or name the right interface");
    }
}

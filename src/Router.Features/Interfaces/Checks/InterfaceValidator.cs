using System.Net;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Firewall;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>What an interface is, its names, addresses and sizes.</summary>
internal sealed class InterfaceValidator : SectionValidator
{
    public InterfaceValidator()
    {
        Check(Kinds);
        Check(Zones);
        Check(Sizes);
        Check(Addresses);
        Check(InterfacePorts.Check);
        Check(InterfaceLinks.Check);
        Check(FrameWords.Check);
        Check(InterfaceNetworks.Check);
        Check(DhcpClientValidator.Check);
        Check(Ipv6Validator.Check);
    }

    private static void Kinds(ValidationSubject subject, Findings findings)
    {
        string? loopback = null;
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            var said = Said(config);
            if (said.Count == 0)
                findings.Refuse(
                    ["interfaces", name],
                    "does not say what it is",
                    "add device, bridge, vlan, or another kind that `explain interfaces NAME` lists");
            if (said.Count > 1)
                findings.Refuse(["interfaces", name, said[1]], $"it is already a {said[0]}", $"delete one of {string.Join(", ", said)}");
            if (config is { Loopback: true, Dhcp: true })
                findings.Refuse(["interfaces", name, "dhcp"], "there is no DHCP on a loopback", "delete dhcp");
            if (config.Loopback && loopback is not null)
                findings.Refuse(
                    ["interfaces", name, "loopback"], $"{loopback} is the loopback already", $"put the addresses into {loopback}");
            loopback ??= config.Loopback ? name : null;
        }
    }

    private static List<string> Said(InterfaceConfig config)
    {
        List<string> said = [];
        if (config.Device is not null)
            said.Add("device");
        if (config.Bridge is not null)
            said.Add("bridge");
        if (config.Loopback)
            said.Add("loopback");
        said.AddRange(config.Virtual.Keys);
        return said;
    }

    private static void Zones(ValidationSubject subject, Findings findings)
    {
        // Others stand on these, or they are ports: it is the others that have a zone.
        var carriers = subject.Config.Interfaces.Values.SelectMany(i => i.Members.Select(m => m.Value).Append(i.On)).ToHashSet();
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (config.Zone == FirewallConfig.RouterZone)
                findings.Refuse(["interfaces", name, "zone"], "the zone router is the device itself", "choose another name for the zone");
            else if (config is { Zone: null, Loopback: false, Enabled: true } && !carriers.Contains(name))
                findings.Advise(["interfaces", name], "is in no zone: nothing may pass", "add zone");
        }
    }

    private static void Sizes(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (config.Mtu is not null && config.Loopback)
                findings.Refuse(["interfaces", name, "mtu"], "the loopback keeps the kernel's size", "delete mtu");
            else if (config.Mtu is { } mtu && InterfaceMtu.Most(subject.Config, name) is { } most && mtu > most)
                findings.Refuse(
                    ["interfaces", name, "mtu"], $"{mtu} is more than {InterfaceMtu.Below(config)} leaves to it, which is {most}",
                    $"choose at most {most}, or set interfaces {InterfaceMtu.Below(config)} mtu larger");
            else if (config.Mtu is not null || config.Kind is InterfaceKind.Virtual or InterfaceKind.Bridge)
                SmallForIPv6(subject, findings, name, config);
        }
    }

    private static void SmallForIPv6(ValidationSubject subject, Findings findings, string name, InterfaceConfig config)
    {
        var why = config.Addresses.Any(a => a.IsIPv6) ? "the IPv6 addresses here"
            : config.Ipv6 is not null ? "IPv6 from outside"
            : config.Delegated is not null ? "a delegated prefix" : null;
        if (why is null || InterfaceMtu.Of(subject.Config, name) is var mtu && mtu >= ObservedLink.SmallestIPv6Mtu)
            return;
        if (config.Mtu is not null)
            findings.Refuse(["interfaces", name, "mtu"], $"{mtu} is too small for {why}", $"IPv6 needs {ObservedLink.SmallestIPv6Mtu}");
        else
            findings.Refuse(
                ["interfaces", name], $"takes packets of {mtu} bytes, too small for {why}",
                $"IPv6 needs {ObservedLink.SmallestIPv6Mtu}: make {InterfaceMtu.Below(config) ?? "the link below"} larger");
    }

    private static void Addresses(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            foreach (var address in config.Addresses)
            {
                if (WrongHost(address, config.Loopback) is { } wrong)
                    findings.Refuse(
                        ["interfaces", name, "addresses", $"{address}"], $"{address.Address} {wrong}", "choose an address of a host");
            }
        }
    }

    /// <summary>Null: a host can have it.</summary>
    private static string? WrongHost(InterfaceAddress address, bool loopback)
    {
        if (HostAddresses.Wrong(address.Address) is { } wrong)
            return wrong;
        return IPAddress.IsLoopback(address.Address) && !loopback
            ? "belongs to the loopback"
            : HostAddresses.Wrong(address.Address, address.Network);
    }
}

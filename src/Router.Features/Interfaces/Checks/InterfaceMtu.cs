using Router.Core.State.Links;
using Router.Core.Values;
using Router.Features.Configuration;
using Router.Features.Interfaces.Kinds;
using Router.Features.Interfaces.Kinds.Pppoe;
using Router.Features.Interfaces.Kinds.Tunnels;

namespace Router.Features.Interfaces.Checks;

/// <summary>
/// The size of packets that an interface will take, as far as the document says. A port that it says nothing of has Ethernet's.
/// </summary>
internal static class InterfaceMtu
{
    private const int DeepestStack = 8;

    public static int Of(RouterConfig config, string name) => Of(config, name, 0);

    /// <summary>What the link that it stands on, or goes over, leaves to it; null: there is none that sets a limit.</summary>
    public static int? Most(RouterConfig config, string name) =>
        config.Interfaces[name] is not { } settings || Below(settings) is not { } on || !config.Interfaces.ContainsKey(on) ? null
        : settings.Made switch
        {
            VlanConfig or VxlanConfig or TunnelConfig => Settings(name, settings).NewMtu(Of(config, on)),
            PppoeConfig => Of(config, on) - PppoeLink.Headers,
            _ => null,
        };

    private static int Of(RouterConfig config, string name, int depth)
    {
        if (depth > DeepestStack || !config.Interfaces.TryGetValue(name, out var settings))
            return LinkSettings.EthernetMtu;
        if (settings.Mtu is { } mtu)
            return mtu;
        if (Master(config, name) is { } master
            && (config.Interfaces[master].Made is BondConfig || config.Interfaces[master].Mtu is not null))
            return Of(config, master, depth + 1);
        if (settings.Kind == InterfaceKind.Bridge)
            return settings.Members.Where(port => port.Kind == DeviceReferenceKind.Name).Select(port => port.Value)
                .Where(port => config.Interfaces.GetValueOrDefault(port)?.Kind == InterfaceKind.Virtual)
                .Select(port => Of(config, port, depth + 1)).Append(LinkSettings.EthernetMtu).Min();
        return settings.Kind == InterfaceKind.Virtual
            ? Settings(name, settings).NewMtu(
                Below(settings) is { } on && config.Interfaces.ContainsKey(on) ? Of(config, on, depth + 1) : null)
            : LinkSettings.EthernetMtu;
    }

    private static string? Master(RouterConfig config, string name)
    {
        var port = config.Interfaces[name] is { Device: { } device } ? device : new DeviceReference(DeviceReferenceKind.Name, name);
        return config.Interfaces.FirstOrDefault(i => i.Key != name && i.Value.Members.Contains(port)).Key;
    }

    private static LinkSettings Settings(string name, InterfaceConfig settings) =>
        settings.Made!.Settings(VirtualContext.OnPaper(name, settings))!;

    /// <summary>The interface that it stands on, or whose address its packets leave with.</summary>
    public static string? Below(InterfaceConfig settings) => settings.On ?? settings.Made?.Underlay;
}

using System.Text;

namespace Router.Wire.Upnp;

/// <summary>
/// Discovery (UPnP Device Architecture 1.1, 1.2 and 1.3): who searches is answered with each target of the device that is meant; who
/// listens is told of all of them now and then.
/// </summary>
/// <param name="Description">Of the device.</param>
/// <param name="Boot">A number that grows each time the device starts.</param>
public sealed record SsdpText(IgdDescription Description, uint Boot)
{
    /// <summary>Where everybody listens.</summary>
    public const string Group = "239.255.255.250";

    public const ushort Port = 1900;

    /// <summary>Seconds that a message holds; it is told again well before.</summary>
    public const int Lifetime = 1800;

    private const int Newest = 2;

    private const string All = "ssdp:all";

    /// <summary>What is searched for; null: it is no search.</summary>
    public static string? Searched(ReadOnlySpan<byte> datagram) =>
        HttpHead.Parse(datagram) is { Method: "M-SEARCH", Target: "*" } head && head["man"] == "\"ssdp:discover\"" && head["st"].Length > 0
            ? head["st"]
            : null;

    /// <summary>Answers to a search, a datagram each; none: somebody else is meant.</summary>
    /// <param name="target">What is searched for.</param>
    /// <param name="address">Of this router, and port, as in a URL.</param>
    public IReadOnlyList<byte[]> Answers(string target, string address) =>
    [
        .. Targets(target).Select(found => Bytes(
            $"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age={Lifetime}\r\nEXT:\r\n{Common(address, found.Version)}"
                + $"ST: {found.Target}\r\nUSN: {found.UniqueName}\r\n\r\n")),
    ];

    /// <summary>What everybody is told, a datagram a target.</summary>
    /// <param name="address">As above.</param>
    /// <param name="alive">It is there; false: it goes.</param>
    public IReadOnlyList<byte[]> Notices(string address, bool alive) =>
    [
        .. Targets(All).Select(found => Bytes(
            $"NOTIFY * HTTP/1.1\r\nHOST: {Group}:{Port}\r\n"
                + (alive ? $"CACHE-CONTROL: max-age={Lifetime}\r\n{Common(address, found.Version)}" : Numbers)
                + $"NT: {found.Target}\r\nNTS: ssdp:{(alive ? "alive" : "byebye")}\r\nUSN: {found.UniqueName}\r\n\r\n")),
    ];

    private string Numbers => $"BOOTID.UPNP.ORG: {Boot}\r\nCONFIGID.UPNP.ORG: 1\r\n";

    private string Common(string address, int version) =>
        $"LOCATION: http://{address}{IgdDescription.Path(version)}\r\nSERVER: Linux UPnP/1.1 Router/1\r\n{Numbers}";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Who searches for version 1 is shown a device of that version: some take no other.</summary>
    private IEnumerable<(string Target, string UniqueName, int Version)> Targets(string target)
    {
        var root = Description.UniqueName(IgdDescription.Gateway);
        if (target is All or "upnp:rootdevice")
            yield return ("upnp:rootdevice", $"{root}::upnp:rootdevice", Newest);
        foreach (var device in (string[])[IgdDescription.Gateway, IgdDescription.Wan, IgdDescription.Connection])
        {
            var name = Description.UniqueName(device);
            if (target == All || target == name)
                yield return (name, name, Newest);
            if (VersionOf(target, word => IgdDescription.DeviceType(word, 0)[..^1], device) is { } version)
                yield return (IgdDescription.DeviceType(device, version), $"{name}::{IgdDescription.DeviceType(device, version)}", version);
        }
        foreach (var (service, device) in ((UpnpService, string)[])
            [(IgdServices.Common, IgdDescription.Wan), (IgdServices.Connection(Newest), IgdDescription.Connection)])
        {
            if (VersionOf(target, word => $"urn:schemas-upnp-org:service:{word}:", service.Name) is not { } version
                || (version > service.Version && target != All))
                continue;
            var type = $"urn:schemas-upnp-org:service:{service.Name}:{Math.Min(version, service.Version)}";
            yield return (type, $"{Description.UniqueName(device)}::{type}", version);
        }
    }

    /// <summary>The version of that name that is searched for; null: something else is.</summary>
    private static int? VersionOf(string target, Func<string, string> prefix, string name)
    {
        if (target == All)
            return Newest;
        return target.StartsWith(prefix(name), StringComparison.Ordinal) && target[prefix(name).Length..] is "1" or "2"
            ? target[^1] - '0'
            : null;
    }
}

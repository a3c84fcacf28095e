using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;

namespace Router.Core.Uplinks;

public enum ProbeKind
{
    /// <summary>ICMP or ICMPv6 echo.</summary>
    Echo,

    /// <summary>A TCP connection is made, or refused.</summary>
    Tcp,

    /// <summary>A DNS query is answered, whatever the answer is.</summary>
    Dns,
}

/// <summary>
/// Somebody outside who is asked by an uplink: <c>9.9.9.9</c>, <c>tcp://1.1.1.1:443</c>, <c>dns://9.9.9.9/example.org</c>; IPv6 with a port
/// in brackets. <paramref name="Name"/>: what a DNS query asks for; empty: the root.
/// </summary>
public sealed record ProbeTarget(ProbeKind Kind, IPAddress Address, ushort Port, string Name)
{
    public const string Example = "9.9.9.9";

    private const string Tcp = "tcp://", Dns = "dns://";
    private const ushort DnsPort = 53;
    private const int LongestName = 253, LongestLabel = 63;

    /// <summary>Null: it is one; otherwise what is wrong, to stand behind the text.</summary>
    public static string? Parse(string text, out ProbeTarget target)
    {
        target = new ProbeTarget(ProbeKind.Echo, IPAddress.None, 0, "");
        const string wrong = "is no probe: an address, tcp://ADDRESS:PORT or dns://ADDRESS[:PORT][/NAME]";
        if (text.StartsWith(Tcp, StringComparison.Ordinal))
        {
            if (!TryEnd(text[Tcp.Length..], out var server, out var port) || port is null)
                return wrong;
            target = new ProbeTarget(ProbeKind.Tcp, server, port.Value, "");
            return null;
        }
        if (text.StartsWith(Dns, StringComparison.Ordinal))
        {
            var rest = text[Dns.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var name = slash < 0 ? "" : rest[(slash + 1)..].TrimEnd('.');
            if (!TryEnd(slash < 0 ? rest : rest[..slash], out var server, out var port) || (slash >= 0 && !IsName(name)))
                return wrong;
            target = new ProbeTarget(ProbeKind.Dns, server, port ?? DnsPort, name);
            return null;
        }
        if (!TryAddress(text, out var address))
            return wrong;
        target = new ProbeTarget(ProbeKind.Echo, address, 0, "");
        return null;
    }

    public override string ToString() => Kind switch
    {
        ProbeKind.Tcp => $"{Tcp}{End(Port)}",
        ProbeKind.Dns => $"{Dns}{(Port == DnsPort ? $"{Address}" : End(Port))}{(Name.Length == 0 ? "" : $"/{Name}")}",
        _ => $"{Address}",
    };

    private string End(ushort port) =>
        Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]:{port}" : $"{Address}:{port}";

    private static bool TryEnd(string text, out IPAddress address, out ushort? port)
    {
        (address, port) = (IPAddress.None, null);
        var colon = text.StartsWith('[') ? text.IndexOf("]:", StringComparison.Ordinal) + 1
            : text.Count(c => c == ':') == 1 ? text.IndexOf(':', StringComparison.Ordinal) : 0;
        if (colon <= 0)
            return TryAddress(text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text, out address);
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return false;
        port = number;
        return TryAddress(text[..colon].Trim('[', ']'), out address);
    }

    private static bool TryAddress(string text, out IPAddress address)
    {
        var isAddress = NetworkScalars.IsAddress(text);
        address = isAddress ? IPAddress.Parse(text) : IPAddress.None;
        return isAddress;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.Split('.').All(
        label => label.Length is > 0 and <= LongestLabel && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}

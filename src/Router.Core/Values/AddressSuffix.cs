using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Router.Core.Values;

/// <summary>
/// The last 64 bits of an IPv6 address behind an interface, <c>lan::80</c>: that host, whatever prefix the interface has from its
/// provider.
/// </summary>
public readonly record struct AddressSuffix(string Interface, ulong Host)
{
    private const int HostBytes = 8;

    /// <summary>As an address without its prefix, <c>::80</c>.</summary>
    public string Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[HostBytes];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, Host);
            var groups = new List<string>();
            for (var at = 0; at < HostBytes; at += 2)
            {
                var group = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
                if (group != 0 || groups.Count > 0)
                    groups.Add(group.ToString("x", CultureInfo.InvariantCulture));
            }
            return $"::{string.Join(':', groups)}";
        }
    }

    /// <summary>The address ends so.</summary>
    public bool IsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 && HostOf(address) == Host;

    public override string ToString() => $"{Interface}{Address}";

    /// <summary>Null: it is none. Names that could be the begin of an address are addresses.</summary>
    public static AddressSuffix? Parse(string text)
    {
        var colons = text.IndexOf("::", StringComparison.Ordinal);
        if (colons <= 0 || text.AsSpan().ContainsAny("/%[]") || !IPAddress.TryParse(text[colons..], out var host)
            || host.AddressFamily != AddressFamily.InterNetworkV6 || host.GetAddressBytes().AsSpan(0, HostBytes).ContainsAnyExcept((byte)0)
            || HostOf(host) == 0)
            return null;
        return new AddressSuffix(text[..colons], HostOf(host));
    }

    private static ulong HostOf(IPAddress address) => BinaryPrimitives.ReadUInt64BigEndian(address.GetAddressBytes().AsSpan(HostBytes));
}

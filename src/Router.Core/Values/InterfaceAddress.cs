using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Router.Core.Values;

/// <summary>
/// An address with its prefix length, as an interface carries it: <c>192.168.10.1/24</c>. Unlike
/// <see cref="IPNetwork"/> it keeps the host bits.
/// </summary>
public readonly record struct InterfaceAddress(IPAddress Address, int PrefixLength)
{
    /// <summary>The other end of a point-to-point address, whose prefix length it is then. Documents have none.</summary>
    public IPAddress? Peer { get; init; }

    public IPNetwork Network => new(Masked(), PrefixLength);

    /// <summary>The other address is on <see cref="Network"/>.</summary>
    public bool IsBeside(IPAddress other) =>
        other.AddressFamily == Address.AddressFamily
        && (PrefixLength == 0 || (Address.Number() ^ other.Number()) >> ((IsIPv6 ? 128 : 32) - PrefixLength) == 0);

    public bool IsIPv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Reads <c>ADDRESS/LENGTH</c>; the length is compulsory.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out InterfaceAddress address)
    {
        address = default;
        if (text is null || text.IndexOf('/') is var slash && slash < 0)
            return false;
        if (!IPAddress.TryParse(text.AsSpan(0, slash), out var ip) || text.AsSpan(0, slash).Contains('%'))
            return false;
        // IPAddress also takes "10.1" and "0x0a000001"; people who write that mean something else.
        if (ip.AddressFamily == AddressFamily.InterNetwork && text.AsSpan(0, slash).Count('.') != 3)
            return false;
        if (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var length))
            return false;
        if (length > (ip.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32))
            return false;
        address = new InterfaceAddress(ip, length);
        return true;
    }

    public override string ToString() => Peer is null ? $"{Address}/{PrefixLength}" : $"{Address} peer {Peer}/{PrefixLength}";

    private IPAddress Masked()
    {
        Span<byte> bytes = stackalloc byte[16];
        (Peer ?? Address).TryWriteBytes(bytes, out var length);
        for (var at = PrefixLength / 8; at < length; at++)
            bytes[at] &= (byte)~(byte.MaxValue >> Math.Max(0, PrefixLength - (at * 8)));
        return new IPAddress(bytes[..length]);
    }
}

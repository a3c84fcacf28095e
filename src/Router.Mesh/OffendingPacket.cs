using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Router.Mesh;

/// <summary>The start of an IP packet: inside a traffic indication, or as the firewall shows it.</summary>
public static class OffendingPacket
{
    public static bool TryAddresses(
        ReadOnlySpan<byte> head, [NotNullWhen(true)] out IPAddress? source, [NotNullWhen(true)] out IPAddress? destination)
    {
        source = head switch
        {
            { Length: >= 20 } when head[0] >> 4 == 4 => new IPAddress(head.Slice(12, 4)),
            { Length: >= 40 } when head[0] >> 4 == 6 => new IPAddress(head.Slice(8, 16)),
            _ => null,
        };
        return TryDestination(head, out destination) && source is not null;
    }

    public static bool TryDestination(ReadOnlySpan<byte> head, [NotNullWhen(true)] out IPAddress? destination)
    {
        destination = head switch
        {
            { Length: >= 20 } when head[0] >> 4 == 4 => new IPAddress(head.Slice(16, 4)),
            { Length: >= 40 } when head[0] >> 4 == 6 => new IPAddress(head.Slice(24, 16)),
            _ => null,
        };
        return destination is not null;
    }
}

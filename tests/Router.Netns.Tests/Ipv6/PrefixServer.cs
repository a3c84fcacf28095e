using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Netns.Tests.Ipv6;

/// <summary>
/// A DHCPv6 server (RFC 8415) that gives everybody the same address, and of its prefixes the one that is asked for or the first of that
/// length, as a provider's does.
/// </summary>
internal sealed class PrefixServer(Socket socket, IPAddress address, IReadOnlyList<IPNetwork> prefixes)
{
    private const byte Solicit = 1, Advertise = 2, Request = 3, Renew = 5, Rebind = 6, Reply = 7;
    private const ushort ClientId = 1, ServerId = 2, AddressAssociation = 3, AddressOption = 5, PrefixAssociation = 25, PrefixOption = 26;
    private const int Header = 4, OptionHeader = 4;
    private const uint Lifetime = 3600;
    private static readonly byte[] Identity = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1];

    /// <summary>In the network namespace of the caller's thread, on the link with that index.</summary>
    public static PrefixServer Open(int link, IPAddress address, params IReadOnlyList<IPNetwork> prefixes)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 547));
        socket.SetSocketOption(
            SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(IPAddress.Parse("ff02::1:2"), link));
        return new PrefixServer(socket, address, prefixes);
    }

    /// <summary>Answers until cancelled.</summary>
    public async Task RunAsync(CancellationToken done)
    {
        using var open = socket;
        var buffer = new byte[1500];
        while (!done.IsCancellationRequested)
        {
            var asked = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.IPv6Any, 0), done);
            if (Answer(buffer.AsSpan(0, asked.ReceivedBytes)) is { } answer)
                await socket.SendToAsync(answer, asked.RemoteEndPoint, done);
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> asked)
    {
        if (asked.Length < Header || asked[0] is not (Solicit or Request or Renew or Rebind))
            return null;
        List<byte> answer = [asked[0] == Solicit ? Advertise : Reply, .. asked[1..Header], .. Option(ServerId, Identity)];
        for (var rest = asked[Header..]; rest.Length >= OptionHeader;)
        {
            var (code, length) = (BinaryPrimitives.ReadUInt16BigEndian(rest), BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
            var body = rest.Slice(OptionHeader, length);
            rest = rest[(OptionHeader + length)..];
            if (code == ClientId)
                answer.AddRange(Option(ClientId, body));
            else if (code == AddressAssociation)
                answer.AddRange(
                    Option(code, [.. body[..4], .. Times(), .. Option(AddressOption, [.. address.GetAddressBytes(), .. Times()])]));
            else if (code == PrefixAssociation)
            {
                var prefix = Wanted(body);
                answer.AddRange(
                    Option(code,
                    [
                        .. body[..4], .. Times(),
                        .. Option(PrefixOption, [.. Times(), (byte)prefix.PrefixLength, .. prefix.BaseAddress.GetAddressBytes()])
                    ]));
            }
        }
        return [.. answer];
    }

    /// <summary>Behind the association's number and times stands the prefix that is asked for, behind its own times.</summary>
    private IPNetwork Wanted(ReadOnlySpan<byte> association)
    {
        var option = association[12..];
        var (length, asked) = (option[OptionHeader + 8], new IPAddress(option.Slice(OptionHeader + 9, 16)));
        var known = prefixes.Where(prefix => prefix.PrefixLength == length).ToList();
        return known.Find(prefix => prefix.BaseAddress.Equals(asked)) is { PrefixLength: > 0 } exactly ? exactly : known[0];
    }

    private static byte[] Times()
    {
        var times = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(times, Lifetime);
        BinaryPrimitives.WriteUInt32BigEndian(times.AsSpan(4), Lifetime);
        return times;
    }

    private static byte[] Option(ushort code, ReadOnlySpan<byte> body) =>
        [(byte)(code >> 8), (byte)code, (byte)(body.Length >> 8), (byte)body.Length, .. body];
}

using System.Net;
using Router.Core.Mappings;
using Router.Core.Values;
using Router.Wire.Mappings;

namespace Router.Daemon.Mappings;

/// <summary>Answers PCP and NAT-PMP, which share a port: the first byte tells them apart (RFC 6887, appendix A).</summary>
internal sealed class PortControl(Mapper mapper)
{
    /// <summary>Seconds that a host should wait after a failure that will not go away, and after another (RFC 6887, 7.4).</summary>
    private const uint Long = 1800, Short = 30;

    /// <summary>RFC 6887, 15: what is shorter is not worth asking again for.</summary>
    private const uint LeastLifetime = 120;

    /// <summary>Null: it is not answered.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> wire, IPAddress from, TimeSpan now)
    {
        if (wire.Length > 0 && wire[0] == NatPmpRequest.Version)
            return NatPmpRequest.TryDecode(wire, out var old) ? Answer(wire, old, from, now) : null;
        if (PcpRequest.Decode(wire, out var request) is not { } result)
            return null;
        return request is null ? Failure(wire, result, now) : Answer(wire, request, from, now);
    }

    private byte[] Answer(ReadOnlySpan<byte> wire, NatPmpRequest request, IPAddress from, TimeSpan now)
    {
        var epoch = mapper.Epoch(now);
        switch (request.Opcode)
        {
            case NatPmpRequest.Address:
                var result = !mapper.Rules.MayAsk(from) ? NatPmpResult.NotAuthorized
                    : mapper.Address is null ? NatPmpResult.NetworkFailure : NatPmpResult.Success;
                return NatPmpResponse.Address(result, epoch, result == NatPmpResult.Success ? mapper.Address : null);
            case NatPmpRequest.MapUdp or NatPmpRequest.MapTcp:
                return request.Lifetime == 0 ? End(request, from, now) : Map(request, from, now);
            default:
                return NatPmpResponse.UnsupportedOpcode(wire);
        }
    }

    private byte[] Map(NatPmpRequest request, IPAddress from, TimeSpan now)
    {
        var answer = mapper.Ask(
            new MappingRequest(Protocol(request), from, request.InternalPort)
            {
                WantedPort = request.ExternalPort,
                Lifetime = TimeSpan.FromSeconds(request.Lifetime),
                Origin = MappingOrigin.NatPmp,
            },
            now);
        var result = answer.Refusal switch
        {
            MappingRefusal.None => NatPmpResult.Success,
            MappingRefusal.NotAllowed or MappingRefusal.NotOwner => NatPmpResult.NotAuthorized,
            MappingRefusal.NoNetwork => NatPmpResult.NetworkFailure,
            _ => NatPmpResult.OutOfResources,
        };
        var made = result == NatPmpResult.Success ? answer.Mapping : null;
        return NatPmpResponse.Mapping(
            request.Opcode, result, mapper.Epoch(now), request.InternalPort, made?.ExternalPort ?? 0, Seconds(made, now));
    }

    /// <summary>RFC 6886, 3.4: one, or with port 0 all of the protocol. That there is none is a success.</summary>
    private byte[] End(NatPmpRequest request, IPAddress from, TimeSpan now)
    {
        var protocol = Protocol(request);
        var ended = mapper.Of(from)
            .Where(m => m.Origin != MappingOrigin.Upnp && m.Protocol == protocol
                && (request.InternalPort == 0 || m.InternalPort == request.InternalPort))
            .ToList();
        var others = ended.RemoveAll(mapping => mapping.Nonce.Length > 0);
        mapper.End(ended, now);
        var result = others > 0 && request.InternalPort != 0 ? NatPmpResult.NotAuthorized : NatPmpResult.Success;
        return NatPmpResponse.Mapping(request.Opcode, result, mapper.Epoch(now), request.InternalPort, externalPort: 0, lifetime: 0);
    }

    private byte[] Answer(ReadOnlySpan<byte> wire, PcpRequest request, IPAddress from, TimeSpan now)
    {
        if (!request.Client.Equals(from))
            return Failure(wire, PcpResult.AddressMismatch, now);
        if (request.Opcode == PcpRequest.Announce)
            return PcpResponse.Announce(mapper.Epoch(now));
        if (request.Protocol is not (0 or (byte)TransportProtocol.Tcp or (byte)TransportProtocol.Udp)
            || (request.Lifetime > 0 && (request.Protocol == 0 || request.InternalPort == 0)))
            return Failure(wire, PcpResult.UnsupportedProtocol, now);
        return request.Lifetime == 0 ? End(wire, request, from, now) : Map(wire, request, from, now);
    }

    private byte[] Map(ReadOnlySpan<byte> wire, PcpRequest request, IPAddress from, TimeSpan now)
    {
        if (request.PreferFailure && !request.ExternalAddress.Equals(IPAddress.Any) && !request.ExternalAddress.Equals(mapper.Address))
            return Failure(wire, PcpResult.CannotProvideExternal, now);
        var answer = mapper.Ask(
            new MappingRequest((TransportProtocol)request.Protocol, from, request.InternalPort)
            {
                WantedPort = request.ExternalPort,
                NoOther = request.PreferFailure,
                Lifetime = TimeSpan.FromSeconds(Math.Max(request.Lifetime, LeastLifetime)),
                Origin = MappingOrigin.Pcp,
                Nonce = request.Nonce,
            },
            now);
        if (answer is { Refusal: MappingRefusal.None, Mapping: { } made } && mapper.Address is { } address)
            return PcpResponse.Map(request, Seconds(made, now), mapper.Epoch(now), made.ExternalPort, address);
        return answer.Refusal switch
        {
            // For as long as there is a mapping of somebody else it is no use to ask again.
            MappingRefusal.NotOwner =>
                PcpResponse.Failure(wire, PcpResult.NotAuthorized, Seconds(answer.Mapping, now), mapper.Epoch(now)),
            MappingRefusal.NotAllowed => Failure(wire, PcpResult.NotAuthorized, now),
            MappingRefusal.Taken => Failure(wire, PcpResult.CannotProvideExternal, now),
            MappingRefusal.HostIsFull => Failure(wire, PcpResult.UserExceededQuota, now),
            MappingRefusal.Full => Failure(wire, PcpResult.NoResources, now),
            _ => Failure(wire, PcpResult.NetworkFailure, now),
        };
    }

    /// <summary>RFC 6887, 15.1: one, or all of a protocol, or all; only who made one ends it.</summary>
    private byte[] End(ReadOnlySpan<byte> wire, PcpRequest request, IPAddress from, TimeSpan now)
    {
        var ended = mapper.Of(from)
            .Where(m => m.Origin != MappingOrigin.Upnp
                && (request.Protocol == 0 || ((byte)m.Protocol == request.Protocol
                    && (request.InternalPort == 0 || m.InternalPort == request.InternalPort))))
            .ToList();
        var others = ended.RemoveAll(mapping => mapping.Nonce != request.Nonce);
        if (others > 0 && request is { Protocol: not 0, InternalPort: not 0 })
            return Failure(wire, PcpResult.NotAuthorized, now);
        mapper.End(ended, now);
        return PcpResponse.Map(request, lifetime: 0, mapper.Epoch(now), request.ExternalPort, request.ExternalAddress);
    }

    private byte[] Failure(ReadOnlySpan<byte> wire, PcpResult result, TimeSpan now) => PcpResponse.Failure(
        wire, result,
        result is PcpResult.NetworkFailure or PcpResult.NoResources or PcpResult.UserExceededQuota or PcpResult.CannotProvideExternal
            ? Short
            : Long,
        mapper.Epoch(now));

    private static TransportProtocol Protocol(NatPmpRequest request) =>
        request.Opcode == NatPmpRequest.MapTcp ? TransportProtocol.Tcp : TransportProtocol.Udp;

    private static uint Seconds(PortMapping? mapping, TimeSpan now) =>
        mapping is null || mapping.Until <= now ? 0 : (uint)Math.Ceiling((mapping.Until - now).TotalSeconds);
}

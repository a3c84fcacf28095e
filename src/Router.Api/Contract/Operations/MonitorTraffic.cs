using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(MonitorTraffic), "monitor-traffic")]
public abstract partial record Request
{
    /// <summary>A stream of <see cref="Response.Packet"/>. <paramref name="Filter"/> is a pcap expression.</summary>
    public sealed record MonitorTraffic(string Interface, string? Filter) : Request(Role.Operate);
}

[JsonDerivedType(typeof(Packet), "packet")]
public abstract partial record Response
{
    /// <summary>One packet: decoded, and the bytes that were captured of <paramref name="Length"/> on the wire.</summary>
    public sealed record Packet(DateTimeOffset Time, string Text, int Length, ReadOnlyMemory<byte> Bytes, int LinkType) : Response;
}

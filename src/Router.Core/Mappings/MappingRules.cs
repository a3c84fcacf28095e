using System.Net;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.Mappings;

/// <summary>Who may ask for mappings, for which ports, how many and for how long.</summary>
public sealed record MappingRules
{
    public static readonly MappingRules Nothing = new();

    /// <summary>The only ones, outside and at the host.</summary>
    public PortRange Ports { get; init; } = new(1024, ushort.MaxValue);

    /// <summary>The only ones; none: nobody.</summary>
    public ValueList<AddressRange> Hosts { get; init; } = [];

    /// <summary>Who is never one of them: addresses of the router itself.</summary>
    public ValueList<IPAddress> Own { get; init; } = [];

    /// <summary>Ports outside that something else has: services of the router, forwards of the document.</summary>
    public ValueList<ReservedPorts> Reserved { get; init; } = [];

    public int PerHost { get; init; }

    /// <summary>Of all hosts together.</summary>
    public int Total { get; init; }

    /// <summary>The longest.</summary>
    public TimeSpan Lifetime { get; init; }

    public bool MayAsk(IPAddress host)
    {
        var number = host.Number();
        foreach (var range in Hosts)
        {
            if (range.First.AddressFamily == host.AddressFamily && number >= range.First.Number() && number <= range.Last.Number())
                return !Own.Contains(host);
        }
        return false;
    }

    public bool IsReserved(MappingKey key)
    {
        foreach (var reserved in Reserved)
        {
            if (reserved.Protocol == key.Protocol && key.Port >= reserved.Ports.First && key.Port <= reserved.Ports.Last)
                return true;
        }
        return false;
    }

    public bool InRange(ushort port) => port >= Ports.First && port <= Ports.Last;
}

/// <summary>Ports of one protocol.</summary>
public readonly record struct ReservedPorts(TransportProtocol Protocol, PortRange Ports);

using System.Net;
using Router.Core.Values;

namespace Router.Core.Mappings;

/// <summary>
/// The mappings that hosts asked for. Pure: the time is a parameter, on the clock that began with the machine. One user at a time.
/// <para>
/// A number of a port outside belongs to one host, of TCP and of UDP alike: RFC 6886 (3.3) wants the other one kept free.
/// </para>
/// </summary>
public sealed class MappingTable
{
    private readonly Dictionary<MappingKey, PortMapping> mappings = [];
    private readonly Dictionary<IPAddress, List<PortMapping>> byHost = [];

    public MappingRules Rules { get; private set; } = MappingRules.Nothing;

    public int Count => mappings.Count;

    public IReadOnlyCollection<PortMapping> All => mappings.Values;

    /// <summary>When the next one ends; null: none does.</summary>
    public TimeSpan? Due
    {
        get
        {
            TimeSpan? first = null;
            foreach (var mapping in mappings.Values)
            {
                if (first is null || mapping.Until < first)
                    first = mapping.Until;
            }
            return first;
        }
    }

    /// <summary>Those of one host, the oldest first.</summary>
    public IReadOnlyList<PortMapping> Of(IPAddress host) => byHost.TryGetValue(host, out var list) ? list : [];

    public PortMapping? Find(MappingKey key) => mappings.GetValueOrDefault(key);

    /// <summary>Other rules from now on. What they would not grant ends.</summary>
    public IReadOnlyList<PortMapping> Change(MappingRules rules, TimeSpan now)
    {
        Rules = rules;
        List<PortMapping> gone = [];
        foreach (var mapping in mappings.Values.ToList())
        {
            if (!IsAllowed(mapping))
                gone.Add(mapping);
            else if (mapping.Until > now + rules.Lifetime)
                Put(mapping, mapping with { Until = now + rules.Lifetime });
        }
        gone.ForEach(Remove);
        return gone;
    }

    /// <summary>One of before, as it was; false: the rules do not grant it, or it is over.</summary>
    public bool Restore(PortMapping mapping, TimeSpan now)
    {
        if (mapping.Until <= now || !IsAllowed(mapping) || !IsFree(mapping.Key, mapping.Host) || WrongCount(mapping.Host) is not null)
            return false;
        var until = now + Rules.Lifetime;
        Put(before: null, mapping.Until > until ? mapping with { Until = until } : mapping);
        return true;
    }

    /// <summary>Makes a mapping, or lets the one that the host has already go on.</summary>
    public MappingAnswer Ask(MappingRequest request, TimeSpan now)
    {
        if (!Rules.MayAsk(request.Host) || !Rules.InRange(request.InternalPort))
            return MappingAnswer.Refused(MappingRefusal.NotAllowed);
        var until = now + (request.Lifetime > Rules.Lifetime ? Rules.Lifetime : request.Lifetime);
        if (Existing(request) is { } existing)
        {
            if (existing.Nonce != request.Nonce)
                return new(existing, MappingRefusal.NotOwner);
            if (request.NoOther && request.WantedPort != 0 && request.WantedPort != existing.ExternalPort)
                return new(existing, MappingRefusal.Taken);
            var renewed = existing with { InternalPort = request.InternalPort, Description = request.Description, Until = until };
            return new(Put(existing, renewed), MappingRefusal.None) { Before = existing };
        }
        if (WrongCount(request.Host) is { } wrong)
            return MappingAnswer.Refused(wrong);
        if (PortFor(request, out var refusal) is not { } port)
            return MappingAnswer.Refused(refusal);
        var made = new PortMapping(request.Protocol, port, request.Host, request.InternalPort)
        {
            Origin = request.Origin,
            Nonce = request.Nonce,
            Description = request.Description,
            Until = until,
        };
        return new(Put(before: null, made), MappingRefusal.None);
    }

    /// <summary>The one of this host that is asked about again by NAT-PMP or PCP: they know it by the port of the host.</summary>
    public PortMapping? FindInner(IPAddress host, TransportProtocol protocol, ushort internalPort)
    {
        foreach (var mapping in Of(host))
        {
            if (mapping.Origin != MappingOrigin.Upnp && mapping.Protocol == protocol && mapping.InternalPort == internalPort)
                return mapping;
        }
        return null;
    }

    /// <summary>Ends one that is there.</summary>
    public void Remove(PortMapping mapping)
    {
        if (!mappings.Remove(mapping.Key))
            return;
        var list = byHost[mapping.Host];
        list.RemoveAll(one => one.Key == mapping.Key);
        if (list.Count == 0)
            byHost.Remove(mapping.Host);
    }

    /// <summary>Ends those whose time is over, and gives them.</summary>
    public IReadOnlyList<PortMapping> Expire(TimeSpan now)
    {
        List<PortMapping>? over = null;
        foreach (var mapping in mappings.Values)
        {
            if (mapping.Until <= now)
                (over ??= []).Add(mapping);
        }
        over?.ForEach(Remove);
        return over ?? (IReadOnlyList<PortMapping>)[];
    }

    /// <summary>Puts one where it was, or as it was before.</summary>
    public PortMapping Put(PortMapping? before, PortMapping mapping)
    {
        if (before is not null)
            mappings.Remove(before.Key);
        mappings[mapping.Key] = mapping;
        if (!byHost.TryGetValue(mapping.Host, out var list))
            byHost[mapping.Host] = list = [];
        var at = before is null ? -1 : list.FindIndex(one => one.Key == before.Key);
        if (at < 0)
            list.Add(mapping);
        else
            list[at] = mapping;
        return mapping;
    }

    /// <summary>UPnP knows a mapping by its port outside, the others by the port of the host.</summary>
    private PortMapping? Existing(MappingRequest request)
    {
        if (request.Origin != MappingOrigin.Upnp)
            return FindInner(request.Host, request.Protocol, request.InternalPort);
        var mapping = Find(new(request.Protocol, request.WantedPort));
        return mapping is { Origin: MappingOrigin.Upnp } && mapping.Host.Equals(request.Host) ? mapping : null;
    }

    private MappingRefusal? WrongCount(IPAddress host) =>
        Of(host).Count >= Rules.PerHost ? MappingRefusal.HostIsFull : Count >= Rules.Total ? MappingRefusal.Full : null;

    private bool IsAllowed(PortMapping mapping) =>
        Rules.MayAsk(mapping.Host) && Rules.InRange(mapping.InternalPort) && Rules.InRange(mapping.ExternalPort)
        && !Rules.IsReserved(mapping.Key);

    private bool IsFree(MappingKey key, IPAddress host)
    {
        if (!Rules.InRange(key.Port) || mappings.ContainsKey(key) || Rules.IsReserved(key))
            return false;
        var other = key.Protocol == TransportProtocol.Tcp ? TransportProtocol.Udp : TransportProtocol.Tcp;
        return Find(new(other, key.Port)) is not { } companion || companion.Host.Equals(host);
    }

    /// <summary>
    /// What it would like; otherwise the port of the host; otherwise the first one from a place that differs from host to host.
    /// </summary>
    private ushort? PortFor(MappingRequest request, out MappingRefusal refusal)
    {
        refusal = MappingRefusal.Taken;
        if (request.WantedPort != 0)
        {
            if (IsFree(new(request.Protocol, request.WantedPort), request.Host))
                return request.WantedPort;
            if (request.NoOther)
                return null;
        }
        if (IsFree(new(request.Protocol, request.InternalPort), request.Host))
            return request.InternalPort;
        refusal = MappingRefusal.Full;
        var ports = Rules.Ports.Last - Rules.Ports.First + 1;
        var start = (int)(((uint)request.Host.Number() * 2654435761u + request.InternalPort) % (uint)ports);
        for (var step = 0; step < ports; step++)
        {
            var port = (ushort)(Rules.Ports.First + ((start + step) % ports));
            if (IsFree(new(request.Protocol, port), request.Host))
                return port;
        }
        return null;
    }
}

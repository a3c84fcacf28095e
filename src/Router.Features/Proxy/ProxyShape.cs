using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Proxy;

internal static class ProxyShape
{
    public static readonly RecordShape<ProxyConfig> Shape = new RecordShape<ProxyConfig>("proxy", "A web proxy (Squid).", () => new())
        .With("zones", ZoneShape.Zones, p => p.Zones, (p, v) => p with { Zones = v }, "Where it listens.")
        .WithValue("port", NetworkScalars.Port, p => p.Port, (p, v) => p with { Port = v }, "The TCP port.")
        .WithValue("cache", Scalars.Size, p => p.Cache, (p, v) => p with { Cache = v }, "Cache on disk; 0 is memory only.")
        .With("allow", new ListShape<AddressRange>(NetworkScalars.Range), p => p.Allow, (p, v) => p with { Allow = v },
            "Networks that may use it; without any, those of the zones' interfaces.")
        .With("deny", new ListShape<string>(NameScalars.DomainOrBelow), p => p.Deny, (p, v) => p with { Deny = v },
            "Domains refused; a dot in front takes in everything below.");
}

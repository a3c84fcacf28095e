using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Proxy.Checks;

/// <summary>The proxy: where it listens, what it refuses and keeps.</summary>
internal sealed class ProxyValidator : SectionValidator
{
    public ProxyValidator()
    {
        Check(Zones);
        Check(DeniedDomains.Check);
        Check(Cache);
    }

    private static void Zones(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Proxy is { } proxy)
            subject.CheckListening(findings, ["services", "proxy"], proxy.Zones);
    }

    /// <summary>Squid counts in MiB, in 32 bits.</summary>
    private static void Cache(ValidationSubject subject, Findings findings)
    {
        const long least = 1L << 20, most = 1L << 44;
        if (subject.Config.Services.Proxy is { Cache: not 0 } proxy && proxy.Cache is < least or > most)
            findings.Refuse(["services", "proxy", "cache"], "is not between 1MiB and 16TiB", "0 is memory only");
    }
}

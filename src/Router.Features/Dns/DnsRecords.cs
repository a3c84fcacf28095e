using Router.Documents;

namespace Router.Features.Dns;

/// <summary>Records that are no addresses, by the name that they stand at.</summary>
public sealed record DnsRecords
{
    public ValueMap<string, ValueList<string>> Txt { get; init; } = ValueMap<string, ValueList<string>>.Empty;

    public ValueMap<string, ValueList<MailServer>> Mx { get; init; } = ValueMap<string, ValueList<MailServer>>.Empty;

    public ValueMap<string, ValueList<ServiceHost>> Srv { get; init; } = ValueMap<string, ValueList<ServiceHost>>.Empty;
}

/// <summary>RFC 1035, section 3.3.9: the lowest preference is asked first.</summary>
public sealed record MailServer(string Host)
{
    public int Preference { get; init; } = 10;
}

/// <summary>RFC 2782: the lowest priority first, those of one priority by their weights.</summary>
public sealed record ServiceHost(string Host)
{
    public ushort Port { get; init; }

    public int Priority { get; init; }

    public int Weight { get; init; }
}

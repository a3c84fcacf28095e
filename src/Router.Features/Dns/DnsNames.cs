namespace Router.Features.Dns;

/// <summary>Names as they stand in a document, and as somebody asks for them.</summary>
internal static class DnsNames
{
    /// <summary>A name without a dot is the one with the domain behind it.</summary>
    public static string Full(string host, string? domain) =>
        domain is null || host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.{domain}";

    /// <summary><c>_ldap._tcp</c>, which names no domain, is of the local one.</summary>
    public static string Service(string name, string? domain) =>
        domain is not null && name[(name.LastIndexOf('.') + 1)..].StartsWith('_') ? $"{name}.{domain}" : name;
}

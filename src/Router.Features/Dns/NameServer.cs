using System.Globalization;
using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Dns;

/// <summary>A server that the resolver asks.</summary>
public sealed record NameServer(IPAddress Address)
{
    private const string TlsScheme = "tls://";

    /// <summary>RFC 7858, section 3.1.</summary>
    private const ushort TlsPort = 853;

    /// <summary>Asked over TLS (RFC 7858), and only where its certificate has this name; null: asked in clear.</summary>
    public string? TlsName { get; init; }

    public ushort Port { get; init; } = TlsPort;

    public static readonly ScalarShape<NameServer> Shape = new("name server", Parse, server => server.ToString())
    {
        ExampleText = "tls://9.9.9.9#dns.quad9.net",
        Advice = NetworkAdvice.Address,
    };

    public override string ToString() => TlsName is null
        ? $"{Address}"
        : $"{TlsScheme}{(Port == TlsPort ? $"{Address}" : $"{new IPEndPoint(Address, Port)}")}#{TlsName}";

    private static string? Parse(string text, out NameServer value)
    {
        value = new NameServer(IPAddress.None);
        if (!text.StartsWith(TlsScheme, StringComparison.Ordinal))
        {
            if (!NetworkScalars.IsAddress(text))
                return "is neither an address nor tls://ADDRESS#NAME";
            value = new NameServer(IPAddress.Parse(text));
            return null;
        }
        if (text[TlsScheme.Length..].Split('#') is not [var end, var name] || ((IScalarShape)NameScalars.Hostname).Check(name) is not null)
            return "has no name behind # that the server's certificate is to have";
        if (!TryParseEnd(end, out var address, out var port))
            return "has no address between tls:// and #";
        value = new NameServer(address) { TlsName = name, Port = port };
        return null;
    }

    /// <summary><c>9.9.9.9</c>, <c>9.9.9.9:8853</c>, <c>2620:fe::fe</c>, <c>[2620:fe::fe]:8853</c>.</summary>
    private static bool TryParseEnd(string text, out IPAddress address, out ushort port)
    {
        port = TlsPort;
        var colon = NetworkScalars.IsAddress(text) ? -1 : text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (colon >= 0 && host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        address = NetworkScalars.IsAddress(host) ? IPAddress.Parse(host) : IPAddress.None;
        return !address.Equals(IPAddress.None) && (colon < 0
            || (ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0));
    }
}

using System.Net;
using Router.Documents;

namespace Router.Features.Dhcp;

/// <summary>What hosts are told beside their address (RFC 2132). What is not given follows from the interface.</summary>
public sealed record HostSettings
{
    /// <summary><see cref="IPAddress.Any"/>: they are told of none. Null: this router.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>None: this router.</summary>
    public ValueList<IPAddress> Dns { get; init; } = [];

    public string? Domain { get; init; }

    public ValueList<string> Search { get; init; } = [];

    public ValueList<IPAddress> Ntp { get; init; } = [];

    /// <summary>Where browsers find their proxy: the URL of a PAC file.</summary>
    public string? Wpad { get; init; }

    public BootConfig? Boot { get; init; }

    /// <summary>Other options by number.</summary>
    public ValueMap<int, ValueList<DhcpValue>> Options { get; init; } = ValueMap<int, ValueList<DhcpValue>>.Empty;
}

/// <summary>A value of an option as it is written in a document.</summary>
public readonly record struct DhcpValue(string Text);

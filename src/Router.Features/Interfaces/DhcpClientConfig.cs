using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Features.Dhcp;

namespace Router.Features.Interfaces;

/// <summary>
/// <c>interfaces NAME dhcp</c>: what the DHCP client says and what it takes. <c>true</c> is all of it as usual.
/// </summary>
public sealed record DhcpClientConfig
{
    /// <summary>In place of a host name: none is sent.</summary>
    private const string NoName = "none";

    private const int LastOption = 254;

    /// <summary>What stands there as <c>false</c>.</summary>
    internal static readonly DhcpClientConfig Off = new() { Asks = false };

    /// <summary>False: no address is asked for.</summary>
    internal bool Asks { get; private init; } = true;

    /// <summary>Option 12; empty: none is sent; null: the router's own.</summary>
    public string? Hostname { get; init; }

    /// <summary>Option 60; null: the client's own.</summary>
    public string? VendorClass { get; init; }

    /// <summary>Option 61, bytes with colons or text; null: the hardware address.</summary>
    public string? ClientId { get; init; }

    /// <summary>Options asked for beside the usual ones, by number.</summary>
    public ValueList<int> Request { get; init; } = [];

    /// <summary>Other options that are sent, by number.</summary>
    public ValueMap<int, DhcpValue> Options { get; init; } = ValueMap<int, DhcpValue>.Empty;

    /// <summary>Of the routes of the lease; null: 200 and the link's index.</summary>
    public uint? Metric { get; init; }

    /// <summary>The name servers of the lease are asked.</summary>
    public bool Dns { get; init; } = true;

    /// <summary>Answers are asked for as broadcasts (RFC 2131, section 4.1).</summary>
    public bool Broadcast { get; init; }

    private static readonly ScalarShape<int> Option = Scalars.Number(1, LastOption, example: "125");

    private static readonly ScalarShape<string> Name = new(
        "host name or domain name",
        (string text, out string value) =>
        {
            value = text == NoName ? "" : text;
            return value.Length == 0 && text.Length > 0 ? null
                : text.Contains('.', StringComparison.Ordinal) ? NameScalars.Domain.TryParse(text, out value)
                : NameScalars.Hostname.TryParse(text, out value);
        },
        name => name.Length == 0 ? NoName : name)
    {
        ExampleText = "cpe-4711",
        Pattern = "^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$",
        Keywords = [new(NoName, "none is sent")],
    };

    internal static readonly RecordShape<DhcpClientConfig> Shape = new RecordShape<DhcpClientConfig>(
            "DHCP client", "An address by DHCP (IPv4): what the client says, and what it takes.", () => new())
        .OrSwitch(new(), Off)
        .With("hostname", Name, c => c.Hostname, (c, v) => c with { Hostname = v },
            "The name that is sent (option 12); without it, the router's own.")
        .With("vendor-class", DhcpScalars.ClassText, c => c.VendorClass, (c, v) => c with { VendorClass = v },
            "What the client calls its maker (option 60), which some providers ask for.")
        .With("client-id", DhcpScalars.ClientId, c => c.ClientId, (c, v) => c with { ClientId = v },
            "What the client calls itself (option 61); without it, its hardware address.")
        .With("request", new ListShape<int>(Option), c => c.Request, (c, v) => c with { Request = v },
            "Options by number that are asked for beside the usual ones.")
        .With("options", new MapShape<int, DhcpValue>(Option, DhcpScalars.Value), c => c.Options, (c, v) => c with { Options = v },
            "Options by number that are sent as well: text, an address, or bytes as hex:0a0b.")
        .WithValue("metric", Scalars.Metric, c => c.Metric, (c, v) => c with { Metric = v },
            "The metric of the lease's routes, the lowest of which counts; without it, 200 and the link's number.")
        .WithValue("dns", Scalars.Switch, c => c.Dns, (c, v) => c with { Dns = v }, "false: the lease's name servers are not asked.")
        .WithValue("broadcast", Scalars.Switch, c => c.Broadcast, (c, v) => c with { Broadcast = v },
            "Answers come as broadcasts, for servers and links that need it.");
}

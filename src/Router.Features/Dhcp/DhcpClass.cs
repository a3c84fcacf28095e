using Router.Documents;

namespace Router.Features.Dhcp;

/// <summary>A kind of hosts, known by any of these signs.</summary>
public sealed record DhcpClass
{
    /// <summary>A part of the vendor class (option 60).</summary>
    public string? Vendor { get; init; }

    /// <summary>A part of the user class (option 77).</summary>
    public string? User { get; init; }

    /// <summary>Hardware addresses, <c>*</c> for any byte.</summary>
    public ValueList<string> Macs { get; init; } = [];

    /// <summary>What they are told in place of what the interface's other hosts are.</summary>
    public HostSettings Settings { get; init; } = new();
}

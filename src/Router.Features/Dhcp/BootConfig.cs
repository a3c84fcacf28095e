using System.Net;
using Router.Documents;

namespace Router.Features.Dhcp;

/// <summary>What hosts that start from the network are told (PXE).</summary>
public sealed record BootConfig
{
    /// <summary>The TFTP server; null: every file is a URL.</summary>
    public IPAddress? Server { get; init; }

    /// <summary>For machines that no other file is for.</summary>
    public string? File { get; init; }

    /// <summary>By the machine that asks.</summary>
    public ValueMap<BootMachine, string> Files { get; init; } = ValueMap<BootMachine, string>.Empty;

    /// <summary>For an iPXE that runs already, in place of all others.</summary>
    public string? Ipxe { get; init; }

    internal IEnumerable<(string[] Path, string File)> All =>
        (File is { } one ? [((string[])["file"], one)] : Enumerable.Empty<(string[], string)>())
        .Concat(Files.Select(file => ((string[])["files", BootMachines.Word(file.Key)], file.Value)))
        .Concat(Ipxe is { } script ? [((string[])["ipxe"], script)] : []);
}

/// <summary>Architectures of clients (IANA, "Processor Architecture Types" of RFC 5970).</summary>
public enum BootMachine
{
    Bios,
    UefiX86,
    UefiX64,
    UefiArm,
    UefiArm64,
    HttpX64,
    HttpArm64,
}

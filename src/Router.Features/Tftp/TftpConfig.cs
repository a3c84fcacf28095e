using Router.Documents;

namespace Router.Features.Tftp;

/// <summary><c>services tftp</c>: files for hosts that start from the network (RFC 1350), for everybody in some zones to read.</summary>
public sealed record TftpConfig
{
    public ValueList<string> Zones { get; init; } = [];

    /// <summary>A folder below that of all TFTP files, or of the share; null: that one.</summary>
    public string? Root { get; init; }

    /// <summary>The file share whose folder it is; null: a folder that no share has.</summary>
    public string? Share { get; init; }
}

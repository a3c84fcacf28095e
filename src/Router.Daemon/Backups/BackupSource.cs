using Router.Wire.Tar;

namespace Router.Daemon.Backups;

/// <summary>What of a router goes into its backup.</summary>
internal sealed record BackupSource
{
    public required string Version { get; init; }

    public required string Hostname { get; init; }

    public string? Board { get; init; }

    /// <summary>What runs and is committed. UTF-8.</summary>
    public required byte[] Document { get; init; }

    /// <summary>What boots; null: nothing was ever confirmed.</summary>
    public byte[]? Startup { get; init; }

    public int? Generation { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? Committed { get; init; }

    /// <summary>Those that the document names, by name.</summary>
    public required IReadOnlyDictionary<string, byte[]> Secrets { get; init; }

    /// <summary>The same of set files.</summary>
    public required IReadOnlyDictionary<string, byte[]> SetFiles { get; init; }

    /// <summary>Null: the router has none.</summary>
    public HostKey? HostKey { get; init; }

    /// <summary>Files and links of the system as they are, for a diskless Alpine: packages, runlevels, lbu's own.</summary>
    public IReadOnlyList<TarEntry> System { get; init; } = [];
}

using Router.Api.Contract;

namespace Router.Daemon.Backups;

/// <summary>What a backup holds for a router, and what of it a router cannot take over.</summary>
internal sealed record BackupContent
{
    /// <summary>Null: nobody signed it, as when lbu made it.</summary>
    public BackupManifest? Manifest { get; init; }

    /// <summary>Of the device that signed it, see <see cref="DeviceSignature.Fingerprint"/>; null where there is no manifest.</summary>
    public string? Device { get; init; }

    /// <summary>Null: there is none in it, so it is of a system without routerd.</summary>
    public byte[]? Document { get; init; }

    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    public required IReadOnlyDictionary<string, byte[]> SetFiles { get; init; }

    public HostKey? HostKey { get; init; }

    /// <summary>The host name of a system without a document.</summary>
    public string? Hostname { get; init; }

    /// <summary>Public keys that let users of a system without a document in, a line each.</summary>
    public IReadOnlyList<AuthorizedKeys> AuthorizedKeys { get; init; } = [];

    public required IReadOnlyList<LeftInBackup> Left { get; init; }
}

internal sealed record AuthorizedKeys(string Path, string User, IReadOnlyList<string> Lines);

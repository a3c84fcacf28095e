using Router.Documents;

namespace Router.Features.Backups;

/// <summary><c>system backup</c>: where the state is kept as one file, after each commit that is confirmed.</summary>
public sealed record BackupConfig
{
    public required BackupTarget To { get; init; }

    /// <summary>Of a server: its public key, as known_hosts has it behind the name.</summary>
    public string? HostKey { get; init; }

    /// <summary>What it is encrypted with; null: it is not.</summary>
    public SecretReference? Password { get; init; }
}

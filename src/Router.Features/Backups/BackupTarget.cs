namespace Router.Features.Backups;

/// <summary>Where a backup is kept.</summary>
public abstract record BackupTarget
{
    /// <summary>A folder of a file system that is mounted.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record Folder(string Path) : BackupTarget
    {
        public override string ToString() => Path;
    }

    /// <summary>A file system that is found by its label, and mounted while something is written to it.</summary>
    /// <param name="Label">Of the file system.</param>
    /// <param name="Path">Below its root; empty: the root.</param>
    public sealed record Stick(string Label, string Path) : BackupTarget
    {
        public override string ToString() => Path.Length == 0 ? $"{BackupTargets.Stick}{Label}" : $"{BackupTargets.Stick}{Label}/{Path}";
    }

    /// <summary>A folder of a server that speaks SFTP.</summary>
    /// <param name="User">Who logs in there.</param>
    /// <param name="Host">A name, or an address without brackets.</param>
    /// <param name="Port">Of TCP.</param>
    /// <param name="Path">From the folder that a login begins in, or absolute; empty: that folder.</param>
    public sealed record Server(string User, string Host, int Port, string Path) : BackupTarget
    {
        /// <summary>As it stands in front of a port: an IPv6 address in brackets.</summary>
        public string Name => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

        public override string ToString() =>
            $"{BackupTargets.Server}{User}@{Name}{(Port == BackupTargets.UsualPort ? "" : $":{Port}")}{(Path.Length == 0 ? "" : $"/{Path}")}";
    }
}

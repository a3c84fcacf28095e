namespace Router.Daemon.Backups;

/// <summary>A backup cannot be used, or cannot be made: why, and what to do about it. Nothing was changed.</summary>
internal sealed class BackupException(string message, string? hint = null) : Exception(message)
{
    public string? Hint { get; } = hint;
}

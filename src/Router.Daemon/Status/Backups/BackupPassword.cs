using Router.Daemon.Engine;

namespace Router.Daemon.Status.Backups;

/// <summary>What a backup is encrypted with.</summary>
internal static class BackupPassword
{
    /// <summary>Null: with nothing.</summary>
    /// <exception cref="NotFoundException">There is no such secret.</exception>
    /// <exception cref="RefusedException">It can be no password of openssl(1), which takes a line.</exception>
    public static string? Of(string? typed, string? secret, Device device)
    {
        if (typed is not null && secret is not null)
            throw new RefusedException("a password and a secret that holds one were given: one of them, please");
        if (secret is not null)
            Named.Check("secret", secret, device.Machine.Secrets.Names(), "show secrets lists them");
        var password = secret is null ? typed : device.Machine.Secrets.Find(secret);
        return password is null || (password.Length > 0 && !password.AsSpan().ContainsAny('\n', '\r', '\0'))
            ? password
            : throw new RefusedException("the password of a backup is one line", "openssl enc -d -aes-256-cbc asks for it");
    }
}

using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Backups.Checks;

/// <summary>A server is known by its key, and the password is a secret that is there.</summary>
internal sealed class BackupValidator : SectionValidator
{
    private static readonly string[] Section = ["system", "backup"];

    public BackupValidator()
    {
        Check(Server);
        Check(Password);
    }

    private static void Server(ValidationSubject subject, Findings findings)
    {
        switch (subject.Config.System.Backup)
        {
            case { To: BackupTarget.Server server } backup:
                if (backup.HostKey is null)
                {
                    findings.Refuse(
                        Section, "does not say by which key the server is known, so anybody could be it",
                        $"set host-key to the key that 'ssh-keyscan {server.Host}' prints, once it is compared with the server's own");
                }
                if (backup.Password is null)
                {
                    findings.Advise(
                        Section, $"whoever can read the files of {server.Host} has all secrets of this router", "set password to a secret");
                }
                break;
            case { HostKey: not null }:
                findings.Refuse(
                    [.. Section, "host-key"], "is of a server, and 'to' names none", "take it away, or set to to sftp://USER@HOST");
                break;
        }
    }

    private static void Password(ValidationSubject subject, Findings findings)
    {
        if (subject.Around.SecretNames is { } known && subject.Config.System.Backup?.Password is { } password
            && !known.Contains(password.Name))
            findings.Unknown([.. Section, "password"], "secret", password.Name, known);
    }
}

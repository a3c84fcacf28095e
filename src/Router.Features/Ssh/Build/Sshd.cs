using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.SystemSettings;
using Router.Features.SystemSettings.Build;
using Router.Features.Texts;

namespace Router.Features.Ssh.Build;

/// <summary>
/// OpenSSH: keys (and passwords, where the document says so), no root, no forwarding; the key files belong to root, so nobody adds a key of
/// his own.
/// </summary>
internal static class Sshd
{
    /// <summary>
    /// sshd checks a file only with a host key at hand and its run directory there; the router's own key may not be made yet,
    /// so the check brings one that nobody else ever sees.
    /// </summary>
    private const string CheckScript =
        """d=$(mktemp -d) && trap 'rm -rf "$d"' EXIT && mkdir -p /run/sshd && ssh-keygen -q -t ed25519 -N "" -f "$d/key" && "$(command -v sshd)" -t -h "$d/key" -f "$1" """;

    public static DesiredService Build(RouterConfig config)
    {
        var passwords = config.Services.Ssh is { Passwords: true };
        return new DesiredService
        {
            Name = "sshd",
            Essential = true,
            LetsIn = true,
            Running = config.Services.Ssh is { } ssh && config.System.Users.Values.Any(user => SshLogins.Opens(user, ssh)),
            OnChange = ServiceChange.Reload,
            Owns = ["/etc/ssh/authorized_keys/*"],
            Check = ["sh", "-c", CheckScript, "sshd", "{0}"],
            Files =
            [
                new("/etc/ssh/sshd_config", Text(config.Services.Ssh?.Port ?? 22, passwords)),
                // Of users without keys too: what was there before must not open the door any more.
                .. config.System.Users.Select(
                    u => new ServiceFile($"/etc/ssh/authorized_keys/{u.Key}", Keys(u.Value.Keys))),
            ],
        };
    }

    private static string Keys(IEnumerable<string> keys) =>
        string.Concat(keys.Select(key => FileText<KeysText>.Of($"{key}\n")));

    private static string Text(ushort port, bool passwords) => FileText<SshdText>.Of(
        $"""
        Port {port}
        HostKey {SshPlaces.HostKey}
        PidFile /run/sshd.pid
        AuthorizedKeysFile /etc/ssh/authorized_keys/%u
        AuthenticationMethods {(passwords ? "any" : "publickey")}
        PasswordAuthentication {(passwords ? "yes" : "no")}
        KbdInteractiveAuthentication no
        PermitRootLogin no
        AllowGroups {Accounts.Group(UserRole.View)} {Accounts.Group(UserRole.Operate)} {Accounts.Group(UserRole.Admin)}
        DisableForwarding yes
        PermitUserEnvironment no
        PermitUserRC no
        UseDNS no
        PrintMotd no
        PrintLastLog no
        ClientAliveInterval 30
        ClientAliveCountMax 4
        LoginGraceTime 30
        MaxAuthTries 3
        MaxStartups 20:30:100

        """);
}

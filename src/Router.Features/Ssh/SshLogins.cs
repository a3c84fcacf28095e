using Router.Features.SystemSettings;

namespace Router.Features.Ssh;

/// <summary>Whom SSH lets in.</summary>
internal static class SshLogins
{
    public static bool Opens(UserConfig user, SshConfig ssh) =>
        user.Role != UserRole.Files && (user.Keys.Count > 0 || (ssh.Passwords && user.HasPassword));
}

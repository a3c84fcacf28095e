using Router.Fleet.SshConfigs;

namespace Router.Ctl.Push.Edges;

/// <summary><c>~/.ssh</c>.</summary>
internal static class SshFolder
{
    private static readonly string[] UsualKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    public static SshOperator Self => new(
        Environment.UserName, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.GetEnvironmentVariable);

    private static string Folder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");

    /// <summary>What is new is written into the first.</summary>
    public static IReadOnlyList<string> KnownHosts => [Path.Combine(Folder, "known_hosts"), Path.Combine(Folder, "known_hosts2")];

    public static IReadOnlyList<string> Identities() => [.. UsualKeys.Select(name => Path.Combine(Folder, name)).Where(File.Exists)];
}

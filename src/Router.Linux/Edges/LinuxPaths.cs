namespace Router.Linux.Edges;

/// <summary>
/// Where things are. <paramref name="Root"/> stands in front of every system file; <paramref name="Runtime"/> keeps what must not
/// outlive a boot (the loaded ruleset, staged copies).
/// </summary>
public sealed record LinuxPaths(string Root, string Runtime)
{
    public static readonly LinuxPaths Device = new("/", "/run/router");

    public string InRoot(string path) => Path.Join(Root, path);
}

namespace Router.Image.Building;

/// <summary>Where a device keeps what it is.</summary>
internal static class DevicePaths
{
    public const string Board = "/etc/router/board.yaml";

    public const string Manifest = "/etc/router/manifest.json";

    public const string Daemon = "/usr/sbin/routerd";
}

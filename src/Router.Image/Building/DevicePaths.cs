namespace Router.Image.Building;

/// <summary>Where a device keeps what it is.</summary>
internal static class DevicePaths
{
    public const string Board = "/etc/router/board.yaml";

    /// <summary>Services that the image was built without, a line each.</summary>
    public const string Without = "/etc/router/without";

    /// <summary>What the audit lets pass of the packages, whatever the board.</summary>
    public const string Audit = "/etc/router/audit.yaml";

    /// <summary>Keys whose releases the device takes, a file each.</summary>
    public const string ReleaseKeys = "/etc/router/release";

    public const string Firmware = "/lib/firmware";

    public const string Manifest = "/etc/router/manifest.json";

    public const string Daemon = "/usr/sbin/routerd";
}

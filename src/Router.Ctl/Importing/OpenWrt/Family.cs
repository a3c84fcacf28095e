namespace Router.Ctl.Importing.OpenWrt;

/// <summary>A family is said as all addresses of it.</summary>
internal static class Family
{
    public const string All4 = "0.0.0.0/0", All6 = "::/0";

    /// <summary>Null: both.</summary>
    public static string? Of(string? there) => there?.ToLowerInvariant() switch
    {
        "ipv4" or "4" or "inet" => All4,
        "ipv6" or "6" or "inet6" => All6,
        _ => null,
    };
}

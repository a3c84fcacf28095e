using System.Globalization;

namespace Router.Linux.Edges;

/// <summary>What the kernel lets this process do (capabilities(7)).</summary>
internal static class Privileges
{
    private const int SystemAdministration = 21;

    private const string Effective = "CapEff:";

    private static readonly Lazy<ulong> Mask = new(() => Parse(File.ReadLines("/proc/self/status")));

    /// <summary>Not in a container that has what a router needs and no more: its name is that of whoever started it.</summary>
    public static bool MaySetHostname => ((Mask.Value >> SystemAdministration) & 1) != 0;

    private static ulong Parse(IEnumerable<string> status) =>
        status.FirstOrDefault(line => line.StartsWith(Effective, StringComparison.Ordinal)) is { } found
            && ulong.TryParse(found.AsSpan(Effective.Length).Trim(), NumberStyles.AllowHexSpecifier, null, out var mask)
            ? mask
            : 0;
}

using Router.Core.State;
using Router.Documents;

namespace Router.Daemon.Engine;

/// <summary>
/// What the same document means for links now and meant before: ports come and go, and tunnels follow the addresses that they leave with.
/// </summary>
internal static class LinkDifference
{
    /// <summary>None: the same.</summary>
    public static IReadOnlyList<string> Of(ValueMap<string, DesiredLink> before, ValueMap<string, DesiredLink> now) =>
    [
        .. now.Keys.Except(before.Keys).Select(link => $"{link} came"),
        .. before.Keys.Except(now.Keys).Select(link => $"{link} went"),
        .. now.Where(link => before.TryGetValue(link.Key, out var was) && !IsSame(was, link.Value))
            .Select(link => $"{link.Key} has other addresses"),
    ];

    private static bool IsSame(DesiredLink before, DesiredLink now) =>
        Equals(before.Settings, now.Settings) && before.Addresses.Equals(now.Addresses);
}

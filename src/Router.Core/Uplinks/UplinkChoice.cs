using Router.Documents;

namespace Router.Core.Uplinks;

/// <summary>An uplink as the choice sees it.</summary>
/// <param name="Steady">It is good, and answered when it was asked last.</param>
public sealed record UplinkStanding(UplinkSettings Settings, UplinkPath Path, bool Good, bool Steady);

/// <summary>
/// Which uplinks take what nothing else says a way for, by their names and for each family. <paramref name="Usable"/>: those that what is
/// pinned to them, or went out by them, may go on by.
/// </summary>
public sealed record UplinkChoice(ValueList<string> IPv4, ValueList<string> IPv6, ValueList<string> Usable)
{
    public static readonly UplinkChoice Nothing = new([], [], []);

    public ValueList<string> Of(bool ipv6) => ipv6 ? IPv6 : IPv4;

    /// <summary>
    /// The good ones of the lowest priority. Where none is good, those that at least lead somewhere go on: there is nothing better. One in
    /// use is left only for one that answers: a target that is down itself is missed on all lines within a few moments.
    /// </summary>
    public static UplinkChoice Next(IReadOnlyCollection<UplinkStanding> lines, UplinkChoice now)
    {
        var (four, six) = (Next(lines, ipv6: false, now.IPv4), Next(lines, ipv6: true, now.IPv6));
        return new UplinkChoice(
            four, six,
            [.. lines.Where(line => line.Path.Leads && (line.Good || four.Contains(line.Settings.Name) || six.Contains(line.Settings.Name)))
                .Select(line => line.Settings.Name)]);
    }

    private static ValueList<string> Next(IReadOnlyCollection<UplinkStanding> lines, bool ipv6, ValueList<string> now)
    {
        var leading = lines.Where(line => line.Path.Up && line.Path.Of(ipv6) is not null).ToList();
        var current = leading.Where(line => now.Contains(line.Settings.Name)).ToList();
        var good = leading.Where(line => line.Good).ToList();
        if (good.Count == 0)
            return Names(current.Count > 0 ? current : First(leading));
        var next = First(good);
        var isMove = !next.Exists(current.Contains);
        return Names(isMove && current.Count > 0 && !next.Exists(line => line.Steady) ? current : next);
    }

    private static List<UplinkStanding> First(List<UplinkStanding> lines) =>
        lines.Count == 0 ? [] : [.. lines.Where(line => line.Settings.Priority == lines.Min(other => other.Settings.Priority))];

    private static ValueList<string> Names(IEnumerable<UplinkStanding> lines) => [.. lines.Select(line => line.Settings.Name)];
}

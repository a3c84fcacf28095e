using System.Globalization;
using Router.Api.Contract;

namespace Router.Daemon.Status.Dhcp;

/// <summary>
/// dnsmasq's lease file: <c>EXPIRY MAC ADDRESS NAME CLIENT-ID</c> a line, expiry in seconds since 1970, 0 for never, <c>*</c> for no name.
/// </summary>
internal static class LeaseList
{
    public static IReadOnlyList<LeaseStatus> Parse(string text) =>
    [
        .. from line in text.Split('\n')
           let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           where fields.Length >= 4 && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
           let expiry = long.Parse(fields[0], CultureInfo.InvariantCulture)
           select new LeaseStatus(
               fields[2], fields[1], fields[3] == "*" ? null : fields[3], expiry == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(expiry)),
    ];
}

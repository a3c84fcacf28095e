using System.Text.RegularExpressions;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// What the DHCP client of an <c>interface</c> of <c>network</c> says and takes (netifd's <c>dhcp.sh</c>): <c>interfaces NAME dhcp</c>.
/// </summary>
internal static partial class DhcpClientImport
{
    public static void Run(ImportContext context, UciSection section, string name, UciLine proto)
    {
        string[] path = ["interfaces", name, "dhcp"];
        var words = Words(section).ToList();
        // Two interfaces there may be one here, and the first one's word stands.
        if (context.Draft.Find(path) is { Kind: DraftKind.Value } || (words.Count == 0 && !context.Draft.Has(path)))
        {
            context.Draft.Set([proto.Source], "true", path);
            return;
        }
        context.Draft.Map([proto.Source], path);
        foreach (var (line, key, value, isList) in words)
        {
            if (isList)
                context.Draft.Add([line.Source], value, [.. path, .. key]);
            else
                context.Draft.Set([line.Source], value, [.. path, .. key]);
        }
    }

    private static IEnumerable<(UciLine Line, string[] Key, string Value, bool IsList)> Words(UciSection section)
    {
        if (section.Find("hostname") is { Value.Length: > 0 } hostname)
            yield return (hostname, ["hostname"], hostname.Value == "*" ? "none" : hostname.Value, false);
        if (section.Find("vendorid") is { Value.Length: > 0 } vendor)
            yield return (vendor, ["vendor-class"], vendor.Value, false);
        if (section.Find("clientid") is { Value.Length: > 0 } id)
            yield return (id, ["client-id"], Bytes(id.Value), false);
        foreach (var line in section.All("reqopts"))
        {
            foreach (var word in line.Words)
                yield return (line, ["request"], word, true);
        }
        foreach (var line in section.All("sendopts"))
        {
            foreach (var match in line.Words.Select(word => SentOption().Match(word)).Where(match => match.Success))
            {
                string[] key = ["options", Numbers.Decimal(match.Groups["number"].Value)];
                yield return (line, key, $"hex:{match.Groups["bytes"].Value}", false);
            }
        }
        if (section.Find("broadcast") is { Switch: true } broadcast)
            yield return (broadcast, ["broadcast"], "true", false);
        if (section.Find("metric") is { } metric)
            yield return (metric, ["metric"], metric.Value, false);
        if (section.Find("peerdns") is { Switch: false } servers && section.Find("dns") is null)
            yield return (servers, ["dns"], "false", false);
    }

    /// <summary>There it is hexadecimal, with colons or without any.</summary>
    private static string Bytes(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? string.Join(':', text.Chunk(2).Select(pair => new string(pair))) : text;

    /// <summary>An option by number, of which udhcpc takes the bytes in hexadecimal.</summary>
    [GeneratedRegex(@"^(?<number>0x[0-9A-Fa-f]{1,2}|[0-9]{1,3}):(?<bytes>([0-9A-Fa-f]{2}:?)+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex SentOption();
}

using System.Globalization;
using Router.Api.Contract;

namespace Router.Daemon.Status;

/// <summary>
/// Lines of <c>/proc/net/nf_conntrack</c>: <c>ipv4 2 tcp 6 431999 ESTABLISHED src=… dst=… sport=… dport=… src=… …</c>; the
/// first of each field is the side that opened the flow.
/// </summary>
internal static class ConnectionList
{
    public static SessionStatus? ParseLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 6 || !int.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out var expires))
            return null;
        var fields = new Dictionary<string, string>();
        foreach (var word in words)
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                fields.TryAdd(word[..at], word[(at + 1)..]);
        }
        if (!fields.TryGetValue("src", out var source) || !fields.TryGetValue("dst", out var destination))
            return null;
        var state = words[5].Contains('=', StringComparison.Ordinal) ? null : words[5];
        return new SessionStatus(words[2], source, Port("sport"), destination, Port("dport"), state, expires);

        int Port(string name) => fields.TryGetValue(name, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var port) ? port : 0;
    }
}

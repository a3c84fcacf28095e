using System.Text;

namespace Router.Image.Root;

/// <summary>The applets of a BusyBox that this machine cannot start, from its own table of them.</summary>
internal static class BusyboxApplets
{
    /// <summary>The table is sorted, each name with its end, and two brackets are in every shell.</summary>
    private static ReadOnlySpan<byte> Start => "\0[\0[[\0"u8;

    /// <summary>In the order of the table, which is that of <c>busybox --list</c>; null: there is no such table.</summary>
    public static IReadOnlyList<string>? Read(ReadOnlySpan<byte> program)
    {
        var at = program.IndexOf(Start);
        if (at < 0)
            return null;
        var names = new List<string>();
        for (var rest = program[(at + 1)..]; rest.IndexOf((byte)0) is var end and > 0; rest = rest[(end + 1)..])
        {
            var name = Encoding.ASCII.GetString(rest[..end]);
            if (names.Count > 0 && string.CompareOrdinal(names[^1], name) >= 0)
                break;
            names.Add(name);
        }
        return names;
    }
}

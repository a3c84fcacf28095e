using System.Globalization;
using System.Text;
using Router.Features.Lists;

namespace Router.Daemon.Lists;

/// <summary>
/// A list as it lies on the disk: its names or addresses, a line each, below remarks that say where it is from. These alone are kept, so
/// that it is read in one way, whichever form it came in.
/// </summary>
/// <param name="Url">Where it is from.</param>
/// <param name="Fetched">When it came.</param>
/// <param name="ETag">What its server calls this version.</param>
/// <param name="Modified">Since when it is so, as its server wrote it.</param>
/// <param name="Format">The form that it came in.</param>
/// <param name="Ignored">Lines about other things than names.</param>
/// <param name="Wrong">Lines that nobody can make sense of.</param>
/// <param name="Content">What it says.</param>
internal sealed record KeptList(
    string Url, DateTimeOffset Fetched, string? ETag, string? Modified, ListFormat Format, int Ignored, int Wrong, ListContent Content)
{
    private const string Remark = "# ";

    public byte[] ToBytes()
    {
        var text = new StringBuilder(Content.Count * 24);
        Head("url", Url);
        Head("fetched", Fetched.ToString("O", CultureInfo.InvariantCulture));
        Head("etag", ETag);
        Head("modified", Modified);
        Head("format", Format.ToString());
        Head("ignored", Ignored.ToString(CultureInfo.InvariantCulture));
        Head("wrong", Wrong.ToString(CultureInfo.InvariantCulture));
        foreach (var line in Content.ToLines())
            text.Append(line).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());

        void Head(string name, string? value)
        {
            if (value is not null)
                text.Append(Remark).Append(name).Append(' ').Append(value).Append('\n');
        }
    }

    /// <summary>Null: it is damaged.</summary>
    public static KeptList? Read(byte[] bytes, ListKind kind)
    {
        var head = new Dictionary<string, string>();
        using var lines = new StreamReader(new MemoryStream(bytes));
        while (lines.ReadLine() is { } line && line.StartsWith(Remark, StringComparison.Ordinal))
        {
            if (line[Remark.Length..].Split(' ', 2) is [var name, var value])
                head[name] = value;
        }
        var content = ListContent.Parse(kind, bytes);
        return head.TryGetValue("url", out var url) && content is { Wrong: 0, Count: > 0 }
            && DateTimeOffset.TryParse(head.GetValueOrDefault("fetched"), CultureInfo.InvariantCulture, out var fetched)
            ? new KeptList(
                url, fetched, head.GetValueOrDefault("etag"), head.GetValueOrDefault("modified"),
                Enum.TryParse<ListFormat>(head.GetValueOrDefault("format"), out var format) ? format : content.Format,
                Number("ignored"), Number("wrong"), content)
            : null;

        int Number(string name) =>
            int.TryParse(head.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>They say the same.</summary>
    public bool IsSame(KeptList other) => Url == other.Url && Content.NamesTheSame(other.Content);
}

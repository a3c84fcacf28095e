using System.Text;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Writing;

/// <summary>Makes the signed <c>APKINDEX.tar.gz</c> of a repository folder.</summary>
public static class IndexWriter
{
    /// <summary>The file's bytes; packages are listed in the order given, <paramref name="title"/> is one line.</summary>
    public static byte[] Write(IEnumerable<IndexEntry> entries, string title, SigningKey key, long time = 0)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            var description = entry.Description;
            Append(text, description.Origin.Length > 0
                ? entry
                : entry with { Description = description with { Origin = description.Name } });
            text.Append('\n');
        }

        using var output = new MemoryStream();
        var tar = new TarWriter(output);
        tar.WriteFile("DESCRIPTION", 0x1a4, time, Encoding.UTF8.GetBytes(title));
        tar.WriteFile("APKINDEX", 0x1a4, time, Encoding.UTF8.GetBytes(text.ToString()));
        tar.WriteEnd();
        var body = GzipMember.Compress(output.ToArray());
        return [.. SignatureMember.Create(key, body), .. body];
    }

    /// <summary>A block of the index, which the database of installed packages has too; without the empty line after it.</summary>
    internal static void Append(StringBuilder text, IndexEntry entry)
    {
        var d = entry.Description;
        Line('C', entry.ChecksumText);
        Line('P', d.Name);
        Line('V', d.Version);
        Line('A', d.Architecture);
        Line('S', entry.PackageSize.ToString());
        Line('I', entry.InstalledSize.ToString());
        Line('T', d.Summary);
        Line('U', d.Url);
        Line('L', d.License);
        Line('o', d.Origin);
        Line('m', d.Maintainer);
        if (d.BuildTime != 0)
            Line('t', d.BuildTime.ToString());
        if (d.Commit.Length > 0)
            Line('c', d.Commit);
        if (d.ProviderPriority != 0)
            Line('k', d.ProviderPriority.ToString());
        Line('D', string.Join(' ', d.Depends));
        Line('p', string.Join(' ', d.Provides));
        Line('i', string.Join(' ', d.InstallIf));

        void Line(char key, string value)
        {
            if (value.Contains('\n', StringComparison.Ordinal))
                throw new ArgumentException($"package {d.Name}: the value of {key}: has more than one line", nameof(entry));
            if (value.Length > 0 || key is 'T' or 'U' or 'L')
                text.Append(key).Append(':').Append(value).Append('\n');
        }
    }
}

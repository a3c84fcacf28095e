using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Router.Wire.Tar;

/// <summary>
/// Reads a whole archive: ustar with pax records and GNU long names. It never throws, and takes nothing that could surprise whoever makes
/// files of it: no path out of the archive, no path twice or below a link, no hard links, devices or pipes, nothing behind the end.
/// </summary>
public static class TarReader
{
    /// <summary>Entries that an archive may have.</summary>
    public const int MostEntries = 10_000;

    private const int LongestExtension = 64 << 10;

    /// <param name="archive">Uncompressed; contents of entries are slices of it.</param>
    /// <param name="entries">In their order.</param>
    /// <param name="problem">What is wrong with it, a sentence; null where nothing is.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> archive, out IReadOnlyList<TarEntry> entries, [NotNullWhen(false)] out string? problem)
    {
        var read = new List<TarEntry>();
        entries = read;
        problem = Read(archive, read) ?? Meeting(read);
        return problem is null;
    }

    private static string? Read(ReadOnlyMemory<byte> archive, List<TarEntry> entries)
    {
        Extensions extensions = default;
        for (var at = 0; ;)
        {
            if (archive.Length - at < TarBlock.Size)
                return CutOff;
            var block = archive.Span.Slice(at, TarBlock.Size);
            at += TarBlock.Size;
            if (block.IndexOfAnyExcept((byte)0) < 0)
                return End(archive.Span[at..], extensions);
            if (!block[TarBlock.Magic].StartsWith("ustar"u8) || TarBlock.Octal(block[TarBlock.Checksum]) != TarBlock.SumOf(block))
                return "it is no tar archive, or damaged: a header is not what its checksum says";
            var type = block[TarBlock.Type];
            var isExtension = type is TarBlock.Pax or TarBlock.PaxGlobal or TarBlock.GnuLongName or TarBlock.GnuLongLink;
            // POSIX: links and folders have no content, whatever stands in their length.
            var length = type is TarBlock.SymbolicLink or TarBlock.Folder ? 0
                : (isExtension ? null : extensions.Length) ?? TarBlock.Octal(block[TarBlock.Length]);
            if (length is null || length > archive.Length - at)
                return CutOff;
            var content = archive.Slice(at, (int)length);
            at = Math.Min(archive.Length, at + ((int)length + TarBlock.Size - 1) / TarBlock.Size * TarBlock.Size);
            if (isExtension)
            {
                if (content.Length > LongestExtension || !extensions.TryAdd(type, content.Span))
                    return "the record in front of an entry is damaged or too long";
                continue;
            }
            if (Add(Name(block, extensions), block, extensions, content, entries) is { } wrong)
                return wrong;
            extensions = default;
        }
    }

    private const string CutOff = "it is cut off";

    private static string? End(ReadOnlySpan<byte> rest, Extensions extensions) =>
        extensions.IsUsed || rest.Length < TarBlock.Size ? CutOff
        : rest.IndexOfAnyExcept((byte)0) >= 0 ? "something stands behind its end"
        : null;

    private static string Name(ReadOnlySpan<byte> block, Extensions extensions)
    {
        if (extensions.Name is { } name)
            return name;
        // What GNU tar has in the place of the prefix is something else.
        var prefix = block[TarBlock.Version].SequenceEqual("00"u8) ? TarBlock.Text(block[TarBlock.Prefix]) : "";
        return prefix.Length == 0 ? TarBlock.Text(block[TarBlock.Name]) : $"{prefix}/{TarBlock.Text(block[TarBlock.Name])}";
    }

    private static string? Add(
        string name, ReadOnlySpan<byte> block, Extensions extensions, ReadOnlyMemory<byte> content, List<TarEntry> entries)
    {
        var path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        TarKind? kind = block[TarBlock.Type] switch
        {
            TarBlock.File or TarBlock.OldFile when path.EndsWith('/') => TarKind.Folder,
            TarBlock.File or TarBlock.OldFile => TarKind.File,
            TarBlock.SymbolicLink => TarKind.SymbolicLink,
            TarBlock.Folder => TarKind.Folder,
            _ => null,
        };
        if (kind == TarKind.Folder)
        {
            path = path.TrimEnd('/');
            // "tar -c ." begins with the folder itself.
            if (path is "" or "." && name.StartsWith('.'))
                return null;
        }
        if (TarEntry.Problem(path) is { } wrong)
            return $"\"{Shown(name)}\" {wrong}";
        if (kind is null)
            return $"\"{Shown(name)}\" is a hard link, a device or a pipe, which does not belong in it";
        if (TarBlock.Octal(block[TarBlock.Mode]) is not { } mode)
            return $"the mode of \"{Shown(name)}\" is no number";
        if (entries.Count == MostEntries)
            return $"it has more than {MostEntries} entries";
        entries.Add(new TarEntry(path, kind.Value)
        {
            Mode = (int)(mode & 0xfff),
            Content = kind == TarKind.File ? content : default,
            Target = kind == TarKind.SymbolicLink ? extensions.Link ?? TarBlock.Text(block[TarBlock.Link]) : "",
        });
        return null;
    }

    /// <summary>What two entries would make of one another; null: nothing.</summary>
    private static string? Meeting(IReadOnlyList<TarEntry> entries)
    {
        var kinds = new Dictionary<string, TarKind>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!kinds.TryAdd(entry.Path, entry.Kind))
                return $"\"{Shown(entry.Path)}\" is in it twice";
        }
        foreach (var path in kinds.Keys)
        {
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                if (kinds.TryGetValue(path[..slash], out var above) && above != TarKind.Folder)
                    return $"\"{Shown(path)}\" stands below \"{Shown(path[..slash])}\", which is no folder";
            }
        }
        return null;
    }

    /// <summary>As it may stand in a message and on a terminal.</summary>
    private static string Shown(string name) => new([.. name.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    /// <summary>What stands in front of an entry and is about it.</summary>
    private record struct Extensions(string? Name, string? Link, long? Length, bool IsUsed)
    {
        public bool TryAdd(byte type, ReadOnlySpan<byte> body)
        {
            switch (type)
            {
                case TarBlock.GnuLongName:
                    (Name, IsUsed) = (TarBlock.Text(body), true);
                    return true;
                case TarBlock.GnuLongLink:
                    (Link, IsUsed) = (TarBlock.Text(body), true);
                    return true;
                case TarBlock.PaxGlobal:
                    return true;
                default:
                    IsUsed = true;
                    return TryAddRecords(body);
            }
        }

        /// <summary><c>LENGTH KEY=VALUE\n</c>, one after the other; the length counts all of it.</summary>
        private bool TryAddRecords(ReadOnlySpan<byte> body)
        {
            while (body.Length > 0)
            {
                var blank = body.IndexOf((byte)' ');
                if (blank <= 0
                    || !int.TryParse(body[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                    || length <= blank + 1 || length > body.Length || body[length - 1] != '\n')
                    return false;
                var record = body[(blank + 1)..(length - 1)];
                body = body[length..];
                if (record.IndexOf((byte)'=') is not (> 0 and var equals))
                    return false;
                var key = record[..equals];
                var value = record[(equals + 1)..];
                if (key.SequenceEqual("path"u8))
                    Name = Encoding.UTF8.GetString(value);
                else if (key.SequenceEqual("linkpath"u8))
                    Link = Encoding.UTF8.GetString(value);
                else if (key.SequenceEqual("size"u8))
                {
                    if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                        return false;
                    Length = size;
                }
            }
            return true;
        }
    }
}

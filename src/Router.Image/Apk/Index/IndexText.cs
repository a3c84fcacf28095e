using System.Buffers.Binary;
using System.Buffers.Text;

namespace Router.Image.Apk.Index;

/// <summary>Reads the text of APKINDEX: blocks of <c>K:value</c> lines with an empty line after each.</summary>
internal static class IndexText
{
    /// <summary>Adds the packages of one index to the catalog, as those of repository <paramref name="repository"/> (from 1).</summary>
    /// <exception cref="InvalidDataException">It is not the text of an index; the message gives the line.</exception>
    public static void Read(Catalog catalog, ReadOnlySpan<byte> index, int repository)
    {
        var range = catalog.Text.Append(index);
        var (at, end, number) = (range.Offset, range.Offset + range.Length, 0);
        var block = at;
        var package = Fresh(repository);
        UInt128 checksum = 0;
        while (at < end)
        {
            var rest = catalog.Text[new TextRange(at, end - at)];
            var length = rest.IndexOf((byte)'\n');
            length = length < 0 ? rest.Length : length;
            number++;
            if (length >= 2)
            {
                if (rest[1] != ':')
                    throw new InvalidDataException($"line {number} of APKINDEX is not 'K:value'");
                Field(catalog, ref package, ref checksum, rest[0], new TextRange(at + 2, length - 2));
            }

            at += length + 1;
            if (length >= 2 && at < end)
                continue;
            if (package.Name >= 0)
            {
                if (package.Version.IsEmpty || package.Checksum.IsEmpty)
                    throw new InvalidDataException($"the package before line {number} of APKINDEX has no version or no checksum");
                package.Block = new TextRange(block, Math.Min(at, end) - block);
                catalog.Add(package, checksum);
            }

            package = Fresh(repository);
            block = at;
        }
    }

    private static PackageRecord Fresh(int repository) => new() { Name = -1, Repositories = 1u << repository };

    private static void Field(Catalog catalog, ref PackageRecord package, ref UInt128 checksum, byte key, TextRange value)
    {
        switch (key)
        {
            case (byte)'C':
                package.Checksum = value;
                checksum = Checksum(catalog.Text[value]);
                break;
            case (byte)'P':
                package.Name = catalog.Names.Intern(value);
                break;
            case (byte)'V':
                package.Version = value;
                break;
            case (byte)'S':
                package.Size = Number(catalog.Text[value]);
                break;
            case (byte)'I':
                package.InstalledSize = Number(catalog.Text[value]);
                break;
            case (byte)'k':
                package.ProviderPriority = (uint)Number(catalog.Text[value]);
                break;
            case (byte)'D':
                package.Depends = Dependencies(catalog, value, package.Depends);
                break;
            case (byte)'p':
                package.Provides = Dependencies(catalog, value, package.Provides);
                break;
            case (byte)'i':
                package.InstallIf = Dependencies(catalog, value, package.InstallIf);
                break;
        }
    }

    /// <summary>
    /// A list that comes in several lines is the sum of them, as with apk; <paramref name="before"/> is what the lines above said.
    /// </summary>
    private static Slice Dependencies(Catalog catalog, TextRange value, Slice before)
    {
        ref var pool = ref catalog.DependencyPool;
        var start = pool.Count;
        if (before.Count > 0 && before.Start + before.Count == pool.Count)
        {
            start = before.Start;
        }
        else
        {
            for (var i = 0; i < before.Count; i++)
                pool.Add(pool[before.Start + i]);
        }

        DependencyParser.Parse(catalog, value, ref pool);
        return new Slice(start, pool.Count - start);
    }

    private static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out _) ? number : 0;

    // The first 16 of 20 bytes are enough to tell packages apart.
    private static UInt128 Checksum(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[32];
        return text.StartsWith("Q1"u8)
            && Base64.DecodeFromUtf8(text[2..Math.Min(text.Length, 40)], bytes, out _, out var written)
                == System.Buffers.OperationStatus.Done
            && written >= 16
            ? BinaryPrimitives.ReadUInt128LittleEndian(bytes)
            : throw new InvalidDataException("a checksum of APKINDEX is not 'Q1' and 20 bytes in base64");
    }
}

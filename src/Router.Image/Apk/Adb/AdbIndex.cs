using System.Buffers.Binary;
using System.Buffers.Text;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Adb;

/// <summary>
/// Reads the ADB block of an index into a catalog. Names and versions stay where they are: the catalog's text gets the whole block, and
/// has ranges of it.
/// </summary>
internal static class AdbIndex
{
    private const int Description = 1, Packages = 2;
    private const int ChecksumLength = 20, MostDependencies = 1 << 22;

    public static string DescriptionOf(ReadOnlySpan<byte> block)
    {
        var document = new AdbDocument(block);
        return document.Text(document[document.Root, Description]);
    }

    /// <summary>Adds the packages of one index to the catalog, as those of repository <paramref name="repository"/> (from 1).</summary>
    /// <exception cref="InvalidDataException">The bytes are no such block.</exception>
    public static void Read(Catalog catalog, ReadOnlySpan<byte> block, int repository)
    {
        var document = new AdbDocument(block);
        var reader = new Reader(catalog, document, catalog.Text.Append(block).Offset, catalog.DependencyPool.Count);
        var packages = document.Slots(document[document.Root, Packages]);
        for (var i = 1; i <= packages.Count; i++)
            reader.Add(document[packages, i], repository);
    }

    private readonly ref struct Reader(Catalog catalog, AdbDocument document, int textStart, int dependenciesBefore)
    {
        private readonly AdbDocument document = document;

        public void Add(AdbValue value, int repository)
        {
            var package = document.Slots(value);
            // What the index's own writer took for no version cannot be chosen.
            if (document[package, AdbDescription.Version].Kind == AdbKind.Error)
                return;
            var hash = document.Bytes(document[package, AdbDescription.Hash]);
            if (hash.Length < ChecksumLength)
                throw new InvalidDataException("a package of its ADB block has no checksum, or a short one");
            var record = new PackageRecord
            {
                Name = catalog.Names.Intern(Word(document[package, AdbDescription.Name])),
                Version = Word(document[package, AdbDescription.Version]),
                Checksum = Checksum(hash),
                Entry = value.Word,
                InstalledSize = document.Number(document[package, AdbDescription.InstalledSize]),
                Size = document.Number(document[package, AdbDescription.Size]),
                ProviderPriority = (uint)document.Number(document[package, AdbDescription.ProviderPriority]),
                Depends = Dependencies(document[package, AdbDescription.Depends]),
                Provides = Dependencies(document[package, AdbDescription.Provides]),
                InstallIf = Dependencies(document[package, AdbDescription.InstallIf]),
                Repositories = 1u << repository,
            };
            catalog.Add(record, BinaryPrimitives.ReadUInt128LittleEndian(hash));
        }

        private TextRange Word(AdbValue value)
        {
            _ = AdbDescription.Word(document, value);
            return Range(value);
        }

        private TextRange Range(AdbValue value)
        {
            var (offset, length) = document.Range(value);
            return length == 0 ? default : new TextRange(textStart + offset, length);
        }

        /// <summary>As the index of v2 writes it: <c>Q1</c> and the first 20 bytes.</summary>
        private TextRange Checksum(ReadOnlySpan<byte> hash)
        {
            Span<byte> text = stackalloc byte[30];
            "Q1"u8.CopyTo(text);
            Base64.EncodeToUtf8(hash[..ChecksumLength], text[2..], out _, out var written);
            return catalog.Text.Append(text[..(2 + written)]);
        }

        private Slice Dependencies(AdbValue value)
        {
            ref var pool = ref catalog.DependencyPool;
            var start = pool.Count;
            if (value.Kind == AdbKind.Error)
                return new Slice(start, 0);
            var list = document.Slots(value);
            // Many lists may be one in the block: a small index must not grow without end.
            if (pool.Count - dependenciesBefore + list.Count > MostDependencies)
                throw new InvalidDataException("its packages have more dependencies than any repository");
            for (var i = 1; i <= list.Count; i++)
            {
                var (name, version, match, isConflict) = AdbDescription.Dependency(document, document[list, i]);
                pool.Add(new Dependency(catalog.Names.Intern(Range(name)), Range(version), match, isConflict, 0));
            }

            return new Slice(start, list.Count);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Router.Image.Apk.Format;

namespace Router.Image.Apk.Adb;

/// <summary>
/// A package of apk v3 beyond its description: scripts, triggers, and its directories and files, whose content stands in data blocks that
/// the ADB block has the hashes of.
/// </summary>
internal sealed class AdbPackage
{
    private const int Info = 1, Paths = 2, Scripts = 3, Triggers = 4, ReplacesPriority = 5;

    /// <summary>The longest header, the numbers of folder and file, and what fills a block up.</summary>
    private const int BlockOverhead = 16 + 8 + 8;

    // In the order of the scripts' slots.
    private static readonly string[] ScriptNames =
        [".trigger", ".pre-install", ".post-install", ".pre-deinstall", ".post-deinstall", ".pre-upgrade", ".post-upgrade"];

    private AdbPackage(IndexEntry entry, PackageInfo summary, Dictionary<string, byte[]> scripts, List<AdbEntry> entries)
    {
        Entry = entry;
        Summary = summary;
        ScriptsByName = scripts;
        Entries = entries;
    }

    public IndexEntry Entry { get; }

    public PackageInfo Summary { get; }

    public IReadOnlyDictionary<string, byte[]> ScriptsByName { get; }

    public IReadOnlyList<AdbEntry> Entries { get; }

    /// <summary>Reads a package and holds its data against the hashes; the signature is the caller's matter.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or its data is not what the ADB block says.</exception>
    public static AdbPackage Read(AdbFile file)
    {
        var block = new AdbDocument(file.Block.Span);
        var root = block.Root;
        var entry = AdbDescription.Read(block, block.Slots(block[root, Info]));
        var summary = new PackageInfo(
            entry.Description.Name, entry.Description.Version, entry.Description.Replaces,
            (int)block.Number(block[root, ReplacesPriority]), TriggersOf(block, block.Slots(block[root, Triggers])), []);
        var data = new Queue<AdbData>(file.Data);
        var entries = EntriesOf(block, root, (directory, number, found) => found with { Content = Take(data, directory, number, found) });
        return data.Count == 0
            ? new AdbPackage(entry, summary, ScriptsOf(block, block.Slots(block[root, Scripts])), entries)
            : throw new InvalidDataException("it has data of no file");
    }

    /// <summary>Bytes that the data blocks of a package have at most, by what its ADB block says of its files.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or more than <paramref name="limit"/>.</exception>
    public static int DataLength(AdbFile file, int limit)
    {
        var block = new AdbDocument(file.Block.Span);
        var length = 0L;
        foreach (var entry in EntriesOf(block, block.Root, (_, _, entry) => entry))
        {
            length += entry.HasData ? Math.Min(entry.Header.Size, limit) + BlockOverhead : 0;
            if (length > limit)
                throw new InvalidDataException($"by its own words it has more than {limit >> 20} MiB of data");
        }

        return (int)length;
    }

    private static List<string> TriggersOf(in AdbDocument block, AdbSlots list)
    {
        List<string> triggers = [];
        for (var i = 1; i <= list.Count; i++)
            triggers.Add(Encoding.UTF8.GetString(AdbDescription.Word(block, block[list, i])));
        return triggers;
    }

    private static Dictionary<string, byte[]> ScriptsOf(in AdbDocument block, AdbSlots list)
    {
        Dictionary<string, byte[]> scripts = [];
        for (var i = 0; i < ScriptNames.Length; i++)
        {
            if (block.Bytes(block[list, i + 1]) is { IsEmpty: false } script)
                scripts[ScriptNames[i]] = script.ToArray();
        }

        return scripts;
    }

    /// <param name="fill">Gives the entry with the numbers of its folder and in there, from 1, its content.</param>
    private static List<AdbEntry> EntriesOf(in AdbDocument block, AdbSlots root, Func<int, int, AdbEntry, AdbEntry> fill)
    {
        List<AdbEntry> entries = [];
        var paths = block.Slots(block[root, Paths]);
        for (var i = 1; i <= paths.Count; i++)
        {
            var directory = block.Slots(block[paths, i]);
            var path = block.Text(block[directory, AdbEntry.Name]);
            if (path.Length > 0)
                entries.Add(AdbEntry.Directory(block, directory, path));
            var files = block.Slots(block[directory, AdbEntry.Files]);
            for (var j = 1; j <= files.Count; j++)
            {
                var entry = AdbEntry.File(block, block.Slots(block[files, j]), path);
                entries.Add(entry.HasData ? fill(i, j, entry) : entry);
            }
        }

        return entries;
    }

    private static ReadOnlyMemory<byte> Take(Queue<AdbData> data, int directory, int file, AdbEntry entry)
    {
        if (!data.TryDequeue(out var block) || block.Directory != directory || block.File != file)
            throw new InvalidDataException($"the data of {entry.Header.Name} is missing or not in its place");
        if (block.Content.Length != entry.Header.Size || !IsHash(entry.Hash, block.Content.Span))
            throw new InvalidDataException($"the data of {entry.Header.Name} does not match its hash (cut off or changed)");
        return block.Content;
    }

    private static bool IsHash(byte[] hash, ReadOnlySpan<byte> content) => hash.Length switch
    {
        SHA256.HashSizeInBytes => SHA256.HashData(content).AsSpan().SequenceEqual(hash),
        SHA512.HashSizeInBytes => SHA512.HashData(content).AsSpan().SequenceEqual(hash),
        _ => false,
    };
}

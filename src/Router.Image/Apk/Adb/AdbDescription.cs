using System.Text;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Adb;

/// <summary>What an ADB block says of a package; the same object stands in an index and in the package itself.</summary>
internal static class AdbDescription
{
    public const int Name = 1, Version = 2, Hash = 3, InstalledSize = 12, Size = 13, ProviderPriority = 14;
    public const int Depends = 15, Provides = 16, Replaces = 17, InstallIf = 18;
    private const int Summary = 4, Architecture = 5, License = 6, Origin = 7, Maintainer = 8, Url = 9, Commit = 10, BuildTime = 11;
    private const int DependencyName = 1, DependencyVersion = 2, DependencyMatch = 3, Conflict = 16;

    /// <exception cref="InvalidDataException">The bytes are no such object, or a name or version could not be one.</exception>
    public static IndexEntry Read(in AdbDocument block, AdbSlots package)
    {
        var description = new PackageDescription
        {
            Name = NameOf(block, block[package, Name]),
            Version = Encoding.UTF8.GetString(Word(block, block[package, Version])),
            Architecture = Line(block, block[package, Architecture]),
            Summary = Line(block, block[package, Summary]),
            Url = Line(block, block[package, Url]),
            License = Line(block, block[package, License]),
            Origin = Line(block, block[package, Origin]),
            Maintainer = Line(block, block[package, Maintainer]),
            Commit = Convert.ToHexStringLower(block.Bytes(block[package, Commit])),
            BuildTime = block.Number(block[package, BuildTime]),
            ProviderPriority = (int)block.Number(block[package, ProviderPriority]),
            Depends = Words(block, block[package, Depends]),
            Provides = Words(block, block[package, Provides]),
            Replaces = Words(block, block[package, Replaces]),
            InstallIf = Words(block, block[package, InstallIf]),
        };
        return new IndexEntry(
            description, block.Bytes(block[package, Hash]).ToArray(), block.Number(block[package, Size]),
            block.Number(block[package, InstalledSize]));
    }

    /// <summary>A name or version: printable, without blanks.</summary>
    public static ReadOnlySpan<byte> Word(in AdbDocument block, AdbValue value)
    {
        var word = block.Bytes(value);
        if (word.IsEmpty || word.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || word.Contains((byte)0x7f))
            throw new InvalidDataException("a name or version of its ADB block is empty or has blanks");
        return word;
    }

    /// <summary>The parts of a dependency as a catalog counts them; the version may be missing.</summary>
    public static (AdbValue Name, AdbValue Version, VersionMatch Match, bool IsConflict) Dependency(in AdbDocument block, AdbValue value)
    {
        var slots = block.Slots(value);
        var (name, version) = (block[slots, DependencyName], block[slots, DependencyVersion]);
        _ = Word(block, name);
        if (!version.IsNull)
            _ = Word(block, version);
        var mask = (int)block.Number(block[slots, DependencyMatch]);
        var match = version.IsNull ? VersionMatch.Any
            : (mask & (int)VersionMatch.Any) == 0 ? VersionMatch.Equal
            : (VersionMatch)(mask & (int)VersionMatch.Any);
        return (name, version, match, (mask & Conflict) != 0);
    }

    private static string NameOf(in AdbDocument block, AdbValue value)
    {
        var name = Word(block, value);
        return name.Contains((byte)'/') || name[0] == '.'
            ? throw new InvalidDataException("a package of its ADB block has a name that no file could have")
            : Encoding.UTF8.GetString(name);
    }

    private static List<string> Words(in AdbDocument block, AdbValue list)
    {
        List<string> words = [];
        if (list.Kind == AdbKind.Error)
            return words;
        var array = block.Slots(list);
        for (var i = 1; i <= array.Count; i++)
        {
            var (name, version, match, isConflict) = Dependency(block, block[array, i]);
            var op = version.IsNull ? "" : new Dependency(0, default, match, isConflict, 0).Operator;
            words.Add((isConflict ? "!" : "") + block.Text(name) + op + block.Text(version));
        }

        return words;
    }

    /// <summary>A text that stands in one line of the database of what is installed.</summary>
    private static string Line(in AdbDocument block, AdbValue value)
    {
        var text = block.Text(value);
        return text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 ? text : string.Concat(text.Select(c => c < ' ' ? ' ' : c));
    }
}

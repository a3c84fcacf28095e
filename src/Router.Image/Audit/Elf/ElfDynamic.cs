namespace Router.Image.Audit.Elf;

/// <summary>
/// The entries of a dynamic section that tell of hardening: when calls are bound, whether there are libraries that could be called, and
/// where the names of imports and exports are (an address, and bytes).
/// </summary>
internal readonly record struct ElfDynamic(bool BindsNow, bool HasLazyCalls, bool NeedsLibraries, ulong Names, ulong NamesSize)
{
    private const ulong End = 0, Needed = 1, LazySize = 2, NamesTag = 5, NamesSizeTag = 10, BindNow = 24, Flags = 30, Flags1 = 0x6ffffffb;

    private const ulong FlagBindNow = 8, Flag1Now = 1;

    /// <summary>Where in the table of names those of the libraries are that it needs, in its order.</summary>
    public static IReadOnlyList<ulong> Libraries(ElfBytes bytes, ReadOnlySpan<byte> section)
    {
        var (found, word) = (new List<ulong>(), bytes.WordSize);
        for (; section.Length >= 2 * word && bytes.Word(section, 0) is var tag && tag != End; section = section[(2 * word)..])
        {
            if (tag == Needed)
                found.Add(bytes.Word(section, word));
        }
        return found;
    }

    public static ElfDynamic Read(ElfBytes bytes, ReadOnlySpan<byte> section)
    {
        var (found, word) = (default(ElfDynamic), bytes.WordSize);
        for (; section.Length >= 2 * word && bytes.Word(section, 0) is var tag && tag != End; section = section[(2 * word)..])
        {
            var value = bytes.Word(section, word);
            found = tag switch
            {
                Needed => found with { NeedsLibraries = true },
                LazySize => found with { HasLazyCalls = value > 0 },
                NamesTag => found with { Names = value },
                NamesSizeTag => found with { NamesSize = value },
                BindNow => found with { BindsNow = true },
                Flags => found with { BindsNow = found.BindsNow || (value & FlagBindNow) != 0 },
                Flags1 => found with { BindsNow = found.BindsNow || (value & Flag1Now) != 0 },
                _ => found,
            };
        }
        return found;
    }
}

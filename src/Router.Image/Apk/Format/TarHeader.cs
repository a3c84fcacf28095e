namespace Router.Image.Apk.Format;

/// <summary>The type flag of a tar entry (POSIX.1-1988 ustar, POSIX.1-2001 pax, GNU long names).</summary>
internal enum TarType : byte
{
    OldRegularFile = 0,
    RegularFile = (byte)'0',
    HardLink = (byte)'1',
    SymbolicLink = (byte)'2',
    CharacterDevice = (byte)'3',
    BlockDevice = (byte)'4',
    Directory = (byte)'5',
    Fifo = (byte)'6',
    Pax = (byte)'x',
    PaxGlobal = (byte)'g',
    GnuLongLink = (byte)'K',
    GnuLongName = (byte)'L',
}

/// <summary>One entry of a tar archive, pax records already applied.</summary>
internal sealed record TarHeader(string Name, TarType Type)
{
    /// <summary>The lower 12 bits.</summary>
    public int Mode { get; init; }

    public FileOwner Owner { get; init; } = FileOwner.Root;

    /// <summary>Bytes of content that follow.</summary>
    public long Size { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedTime { get; init; }

    public string LinkTarget { get; init; } = "";

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }
}

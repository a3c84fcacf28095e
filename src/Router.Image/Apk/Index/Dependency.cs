namespace Router.Image.Apk.Index;

/// <summary>Which versions a dependency takes; apk's operators are unions of these.</summary>
[Flags]
internal enum VersionMatch : byte
{
    Equal = VersionOrder.Equal,
    Less = VersionOrder.Less,
    Greater = VersionOrder.Greater,
    Prefix = 8,

    /// <summary>No version asked for.</summary>
    Any = Equal | Less | Greater | Prefix,

    /// <summary><c>&gt;&lt;</c>: the version is a package's checksum.</summary>
    Checksum = Less | Greater,
}

/// <summary><c>name</c>, <c>name>=1.2</c>, <c>!name</c>, <c>name@tag</c>: of a package, of its provides, or of a request.</summary>
internal readonly record struct Dependency(int Name, TextRange Version, VersionMatch Match, bool IsConflict, int Tag)
{
    /// <summary>The operator <c>~</c> was used.</summary>
    public bool IsPrefix => Match != VersionMatch.Any && (Match & VersionMatch.Prefix) != 0;

    /// <summary>
    /// Whether <paramref name="version"/> is one that the operator takes beside <paramref name="wanted"/>; conflicts are not considered.
    /// </summary>
    public bool Takes(ReadOnlySpan<byte> version, ReadOnlySpan<byte> wanted) =>
        Match == VersionMatch.Any || ((int)ApkVersion.Compare(version, wanted, IsPrefix) & (int)Match) != 0;

    public string Operator => Match switch
    {
        VersionMatch.Less => "<",
        VersionMatch.Less | VersionMatch.Equal => "<=",
        VersionMatch.Equal | VersionMatch.Prefix or VersionMatch.Prefix => "~",
        VersionMatch.Equal => "=",
        VersionMatch.Greater | VersionMatch.Equal => ">=",
        VersionMatch.Greater => ">",
        VersionMatch.Checksum => "><",
        _ => "?",
    };
}

namespace Router.Image.Apk;

/// <summary>What a package says of itself (<c>.PKGINFO</c>, and a block of APKINDEX).</summary>
public sealed record PackageDescription
{
    public required string Name { get; init; }

    /// <summary>An apk version, <c>1.2.3_rc1-r0</c>.</summary>
    public required string Version { get; init; }

    /// <summary><c>x86_64</c>, <c>aarch64</c>, ... or <c>noarch</c>.</summary>
    public required string Architecture { get; init; }

    public string Summary { get; init; } = "";

    public string Url { get; init; } = "";

    public string License { get; init; } = "";

    /// <summary>The source package; empty: the package itself.</summary>
    public string Origin { get; init; } = "";

    public string Maintainer { get; init; } = "";

    /// <summary>Seconds since 1970.</summary>
    public long BuildTime { get; init; }

    /// <summary>The commit of the packaging it was built from; may be empty.</summary>
    public string Commit { get; init; } = "";

    /// <summary>Dependencies in apk's words: <c>musl>=1.2</c>, <c>so:libc.so.6</c>, <c>!other</c>.</summary>
    public IReadOnlyList<string> Depends { get; init; } = [];

    /// <summary>Other names it answers to, <c>cmd:sh=1.36</c>.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>It is installed by itself when all of these are.</summary>
    public IReadOnlyList<string> InstallIf { get; init; } = [];

    /// <summary>Packages whose files it may overwrite.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>Directory patterns; when a transaction changed one, the <c>.trigger</c> script runs.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>Which of several packages providing the same unversioned name wins: the highest.</summary>
    public int ProviderPriority { get; init; }

    /// <summary>Which of two packages that replace each other keeps a file: the highest.</summary>
    public int ReplacesPriority { get; init; }
}

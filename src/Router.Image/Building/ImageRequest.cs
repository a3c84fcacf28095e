using Router.Core.Boards;
using Router.Core.State;
using Router.Image.Trust;

namespace Router.Image.Building;

/// <summary>What image to build. Folders are paths of this machine.</summary>
public sealed record ImageRequest
{
    /// <summary>The folder that holds boards/, firmware/ and artifacts/.</summary>
    public required string Repository { get; init; }

    public required string Board { get; init; }

    /// <summary>Beside those that the board names.</summary>
    public PackageNames Packages { get; init; } = new();

    /// <summary>Services whose packages are not among them: the device refuses documents that have these.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Of services, beside those of the base system.</summary>
    public IReadOnlyList<ServiceAccount> Accounts { get; init; } = [];

    public ImageSource Source { get; init; } = ImageSource.Auto;

    /// <summary>Alpine's release (<see cref="AlpineRelease"/>); null: the board's.</summary>
    public string? Release { get; init; }

    /// <summary>Alpine repositories: folders or addresses. None: the release's own.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>The public keys to trust; null: firmware/keys/ARCHITECTURE.</summary>
    public string? Keys { get; init; }

    /// <summary>The number of the release, which only grows; null: the time of the sources' last commit.</summary>
    public long? ReleaseNumber { get; init; }

    /// <summary>The newest version of a document that the software knows.</summary>
    public required int Schema { get; init; }

    /// <summary>Signs manifest and lock file; null: the key of this machine.</summary>
    public ReleaseSigner? Signer { get; init; }

    public required string Output { get; init; }

    public SquashfsEffort Effort { get; init; } = SquashfsEffort.Development;

    /// <summary>The name of what is kept between builds: an image without a service has other packages than one with all.</summary>
    internal string Variant => string.Join("-without-", [Board, .. Without]);

    /// <summary>The board with what is asked for instead of its own.</summary>
    internal BoardProfile Apply(BoardProfile board) => board with { Release = Release ?? board.Release };
}

/// <summary>Where packages come from.</summary>
public enum ImageSource
{
    /// <summary>Alpine where a repository can be reached, else the lab.</summary>
    Auto,

    /// <summary>An Alpine release.</summary>
    Alpine,

    /// <summary>Debian's packages as apk files, signed on this machine.</summary>
    Lab,
}

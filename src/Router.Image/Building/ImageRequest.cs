using Router.Core.Boards;
using Router.Core.State;

namespace Router.Image.Building;

/// <summary>What image to build. Folders are paths of this machine.</summary>
public sealed record ImageRequest
{
    /// <summary>The folder that holds boards/, firmware/ and artifacts/.</summary>
    public required string Repository { get; init; }

    public required string Board { get; init; }

    /// <summary>Beside those that the board names.</summary>
    public PackageNames Packages { get; init; } = new();

    /// <summary>Of services, beside those of the base system.</summary>
    public IReadOnlyList<ServiceAccount> Accounts { get; init; } = [];

    public ImageSource Source { get; init; } = ImageSource.Auto;

    /// <summary>Alpine's release (<see cref="AlpineRelease"/>); null: the board's.</summary>
    public string? Release { get; init; }

    /// <summary>Alpine repositories: folders or addresses. None: the release's own.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>The public keys to trust; null: firmware/keys/ARCHITECTURE.</summary>
    public string? Keys { get; init; }

    public required string Output { get; init; }

    public SquashfsEffort Effort { get; init; } = SquashfsEffort.Development;

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

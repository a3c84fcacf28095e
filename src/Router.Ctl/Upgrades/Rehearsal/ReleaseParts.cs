using Router.Core.Boards;
using Router.Image.Building;

namespace Router.Ctl.Upgrades.Rehearsal;

/// <summary>What a release is made of, as files of this machine.</summary>
internal sealed record ReleaseParts
{
    /// <summary>As it was named.</summary>
    public required string Shown { get; init; }

    public required ImageManifest Manifest { get; init; }

    /// <summary>As the release itself has it.</summary>
    public required BoardProfile Board { get; init; }

    public required string Kernel { get; init; }

    public required string Initramfs { get; init; }

    /// <summary>The squashfs.</summary>
    public required string System { get; init; }

    /// <summary>Its own kernel command line, in one line.</summary>
    public required string Entry { get; init; }
}

/// <summary>Where a release comes from.</summary>
internal interface IReleaseSource
{
    /// <summary>Its parts; what has to be unpacked goes to <paramref name="scratch"/>, a folder that the caller removes.</summary>
    /// <exception cref="Cli.Failure">There is none, it is damaged, or it is no machine's.</exception>
    Task<ReleaseParts> OpenAsync(string scratch, CancellationToken stopping);
}

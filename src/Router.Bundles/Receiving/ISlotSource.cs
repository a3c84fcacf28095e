namespace Router.Bundles.Receiving;

/// <summary>What runs: what of it a bundle has as well does not travel. Errors are <see cref="IOException"/>.</summary>
public interface ISlotSource
{
    /// <summary>The root file system, and what it was started from, each by its name and bytes.</summary>
    IReadOnlyList<RunningFile> Files { get; }
}

/// <summary>A file that runs.</summary>
/// <param name="Name">As in an image's folder.</param>
/// <param name="Open">Reads it from its start, at any place.</param>
public sealed record RunningFile(string Name, Func<Stream> Open);

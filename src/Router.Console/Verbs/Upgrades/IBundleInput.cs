using Router.Api.Contract;

namespace Router.Console.Verbs.Upgrades;

/// <summary>Where a bundle comes from.</summary>
internal interface IBundleInput : IAsyncDisposable
{
    /// <summary>All that stands before the data.</summary>
    /// <exception cref="Router.Bundles.BundleException">It is no bundle, or cut off.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<byte[]> ReadHeadAsync(CancellationToken stopping);

    /// <summary>What is lacking is known.</summary>
    Task AnnounceAsync(Response.UpgradeWants wants, CancellationToken stopping) => Task.CompletedTask;

    /// <summary>Begins to read a range; it is behind the one before.</summary>
    Task OpenAsync(UpgradeRange range, CancellationToken stopping);

    /// <summary>The next bytes of the range; 0: there are none any more.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stopping);
}

namespace Router.Bundles.Format;

/// <summary>What a device is, as far as it decides what it takes.</summary>
/// <param name="Board">The name of its board.</param>
/// <param name="Architecture">As a manifest has it: <c>x86_64</c>.</param>
/// <param name="Release">The number of the release that runs; 0: it has none.</param>
/// <param name="Schema">The version of the document that runs.</param>
public sealed record DeviceFacts(string Board, string Architecture, long Release, int Schema);

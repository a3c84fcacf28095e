namespace Router.Bundles.Receiving;

/// <summary>A piece of the data of a bundle, in bytes.</summary>
public readonly record struct DataRange(long Offset, long Length);

namespace Router.Fleet.Upgrades;

/// <summary>A bundle that is sent, checked before. May be read by several at once.</summary>
public interface IBundleSource
{
    /// <summary>All that stands before the data.</summary>
    ReadOnlyMemory<byte> HeadBytes { get; }

    /// <summary>For people.</summary>
    string Version { get; }

    /// <summary>Fills the buffer from that place of the data.</summary>
    /// <exception cref="IOException">It cannot be read, or is shorter than it was.</exception>
    void Read(long offset, Span<byte> buffer);
}

namespace Router.Ctl.Flash;

/// <summary>
/// What an image is written to. Offsets and lengths are multiples of 512 bytes, but for the last write of an image.
/// Errors are <see cref="IOException"/>.
/// </summary>
internal interface IFlashTarget : IDisposable
{
    /// <summary>Bytes.</summary>
    long Size { get; }

    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Durable when it returns; what is read from here on comes from the medium.</summary>
    void Flush();

    void Read(long offset, Span<byte> bytes);

    /// <summary>Makes it the target's content: a file takes its name, a device's partitions are looked up again.</summary>
    void Complete();
}

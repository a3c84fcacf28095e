using Router.Bundles.Format;

namespace Router.Bundles.Receiving;

/// <summary>The slot that is written, and its place in the boot partition. Errors are <see cref="IOException"/>.</summary>
public interface ISlotTarget
{
    /// <summary><c>a</c> or <c>b</c>.</summary>
    string Name { get; }

    /// <summary>Bytes of the slot.</summary>
    long Capacity { get; }

    /// <summary>Bytes that this slot's files may take of the boot partition, those that it has there now among them.</summary>
    long BootCapacity { get; }

    /// <summary>Fills the buffer from that place of the slot.</summary>
    void Read(long offset, Span<byte> buffer);

    /// <summary>Writes to that place of the slot; sure to last only after <see cref="Flush"/>.</summary>
    void Write(long offset, ReadOnlySpan<byte> content);

    /// <summary>What was written lasts from here on, and is read back from the medium.</summary>
    void Flush();

    /// <summary>Nothing starts from this slot until it is armed; lasts when it returns. May be called when it is so already.</summary>
    void Disarm();

    /// <summary>The boot partition gets what the slot starts from, and the next boot is a trial of it.</summary>
    void Arm(ArmedSlot slot);
}

/// <summary>A file for the boot partition that stands in the slot, in bytes, checked already.</summary>
public sealed record StagedFile(string Name, long Offset, long Size, Digest Digest);

/// <summary>What a slot holds that is whole and checked.</summary>
/// <param name="Manifest">Who it is.</param>
/// <param name="ManifestText">For <c>manifest.json</c>.</param>
/// <param name="Signature">For <c>manifest.json.sig</c>.</param>
/// <param name="Files">For the boot partition.</param>
public sealed record ArmedSlot(
    BundleManifest Manifest, ReadOnlyMemory<byte> ManifestText, ReadOnlyMemory<byte> Signature, IReadOnlyList<StagedFile> Files);

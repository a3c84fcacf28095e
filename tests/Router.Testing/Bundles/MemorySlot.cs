using Router.Bundles.Receiving;

namespace Router.Testing.Bundles;

/// <summary>The power went.</summary>
public sealed class CutException : Exception;

/// <summary>A slot in memory whose power goes after so many bytes were written, within a write too.</summary>
public sealed class MemorySlot(long capacity) : ISlotTarget
{
    public byte[] Content { get; } = TestBundle.Random(99, (int)capacity);

    /// <summary>Bytes until the power goes.</summary>
    public long Left { get; set; } = long.MaxValue;

    public long Written { get; private set; }

    /// <summary>What it starts; null: nothing.</summary>
    public ArmedSlot? Armed { get; private set; }

    /// <summary>What the boot partition got, by name.</summary>
    public Dictionary<string, byte[]> Boot { get; } = [];

    public bool WasDisarmed { get; private set; }

    public string Name => "b";

    public long Capacity => capacity;

    public long BootCapacity { get; init; } = 1 << 20;

    public void Read(long offset, Span<byte> buffer) => Content.AsSpan((int)offset, buffer.Length).CopyTo(buffer);

    public void Write(long offset, ReadOnlySpan<byte> content)
    {
        if (Armed is not null)
            throw new InvalidOperationException("a slot is written that something may start from");
        var part = content[..(int)Math.Min(content.Length, Left)];
        part.CopyTo(Content.AsSpan((int)offset));
        Left -= part.Length;
        Written += part.Length;
        if (part.Length < content.Length)
            throw new CutException();
    }

    public void Flush()
    {
    }

    public void Disarm() => (Armed, WasDisarmed) = (null, true);

    public void Arm(ArmedSlot slot)
    {
        if (Left == 0)
            throw new CutException();
        foreach (var file in slot.Files)
            Boot[file.Name] = Content.AsSpan((int)file.Offset, (int)file.Size).ToArray();
        Armed = slot;
    }
}

/// <summary>What runs.</summary>
public sealed class MemorySource(IReadOnlyDictionary<string, byte[]> files) : ISlotSource
{
    public static readonly MemorySource Nothing = new(new Dictionary<string, byte[]>());

    public IReadOnlyList<RunningFile> Files =>
        [.. files.Select(file => new RunningFile(file.Key, () => new MemoryStream(file.Value)))];
}

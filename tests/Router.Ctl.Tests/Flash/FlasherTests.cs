using System.Security.Cryptography;
using Router.Ctl.Cli;
using Router.Ctl.Flash;

namespace Router.Ctl.Tests.Flash;

public class FlasherTests
{
    private static readonly byte[] Image = RandomNumberGenerator.GetBytes((2 * Flasher.Chunk) + 1536);

    [Fact]
    public void Run_GoodTarget_HoldsTheImageAndNamesItsDigest()
    {
        using var target = new MemoryTarget(Image.Length);
        var result = Run(target);
        Assert.Equal(Image, target.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Image)), result.Sha256);
        Assert.True(target.Completed);
    }

    [Fact]
    public void Run_BitThatDoesNotStick_IsFoundAndPlaced()
    {
        using var target = new MemoryTarget(Image.Length) { BrokenAt = Flasher.Chunk + 5 };
        var failure = Assert.Throws<Failure>(() => Run(target));
        Assert.Equal(ExitCode.Machine, failure.Code);
        Assert.Contains($"bytes {Flasher.Chunk} to {2 * Flasher.Chunk}", failure.Message);
        Assert.False(target.Completed);
    }

    [Fact]
    public void Run_Cancelled_LeavesNoStartOfADisk()
    {
        using var source = new CancellationTokenSource();
        using var target = new MemoryTarget(Image.Length) { AfterWrite = offset => { if (offset > 0) source.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() => Run(target, source.Token));
        Assert.Equal(-1, target.Bytes.AsSpan(0, Flasher.Chunk).IndexOfAnyExcept((byte)0));
        Assert.False(target.Completed);
    }

    [Fact]
    public void Run_ImageThatShrinks_IsWrongInput()
    {
        using var target = new MemoryTarget(Image.Length);
        using var shrinking = new ShrinkingStream(Image, Image.Length + 4096);
        var failure = Assert.Throws<Failure>(
            () => new Flasher(target, Silent).Run(shrinking, null, false, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Input, failure.Code);
    }

    private static FlashResult Run(MemoryTarget target, CancellationToken? stopping = null)
    {
        using var image = new MemoryStream(Image);
        return new Flasher(target, Silent).Run(image, null, false, stopping ?? TestContext.Current.CancellationToken);
    }

    private static Progress<long> Silent(string step, long total) => new Progress<long>();

    private sealed class ShrinkingStream(byte[] bytes, long claimed) : MemoryStream(bytes)
    {
        public override long Length => claimed;
    }

    private sealed class MemoryTarget(int size) : IFlashTarget
    {
        public byte[] Bytes { get; } = new byte[size];

        public int BrokenAt { get; init; } = -1;

        public Action<long> AfterWrite { get; init; } = _ => { };

        public bool Completed { get; private set; }

        public long Size => Bytes.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Bytes.AsSpan((int)offset));
            if (BrokenAt >= offset && BrokenAt < offset + bytes.Length)
                Bytes[BrokenAt] ^= 1;
            AfterWrite(offset);
        }

        public void Flush()
        {
        }

        public void Read(long offset, Span<byte> bytes) => Bytes.AsSpan((int)offset, bytes.Length).CopyTo(bytes);

        public void Complete() => Completed = true;

        public void Dispose()
        {
        }
    }
}

using Router.Bundles.Chunking;
using Router.Bundles.Format;
using Router.Testing;
using Router.Testing.Bundles;

namespace Router.Bundles.Tests;

public class ChunkerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(8192)]
    [InlineData(1_000_003)]
    public void Cut_AnyLength_IsTheWholeInSaneChunks(int length)
    {
        var content = TestBundle.Random(length, length);
        var chunks = Cut(new MemoryStream(content));
        Assert.Equal(content, chunks.SelectMany(chunk => chunk));
        Assert.All(chunks.SkipLast(1), chunk => Assert.InRange(chunk.Length, TestBundle.Sizes.Smallest + 1, TestBundle.Sizes.Largest));
    }

    /// <summary>Pipes and disks give what they have.</summary>
    [Fact]
    public void Cut_AStreamThatGivesLittle_IsTheSame()
    {
        var content = TestBundle.Random(3, 100_000);
        Assert.Equal(Cut(new MemoryStream(content)), Cut(new DribblingStream(content)));
    }

    [Fact]
    public void Cut_BehindAChange_IsTheSameAgain()
    {
        var content = TestBundle.Random(4, 200_000);
        var before = Cut(new MemoryStream(content)).Select(Digest).ToHashSet();
        var after = Cut(new MemoryStream([.. content[..90_000], 42, .. content[90_000..]])).Select(Digest).ToList();
        Assert.InRange(after.Count(digest => !before.Contains(digest)), 1, 3);

        static Digest Digest(byte[] chunk) => Format.Digest.Of(chunk);
    }

    /// <summary>The numbers are a part of the format: other ones would cut what runs at other places than the bundle.</summary>
    [Fact]
    public void Cut_KnownBytes_IsAsItWas() => Assert.Equal(
        [3929, 2906, 1073, 1057, 6596, 1742, 1518, 2653, 2095, 2853],
        Cut(new MemoryStream(Known(60_000))).Take(10).Select(chunk => chunk.Length));

    [Fact]
    public void Index_ThereAndBack_IsTheSame()
    {
        var index = new TestBundle().Index();
        Assert.True(ChunkIndexCodec.TryDecode(ChunkIndexCodec.Encode(index), out var read));
        Assert.Equal(index.Sizes, read.Sizes);
        Assert.Equal(
            index.Files.Select(file => (file.Name, file.Size, file.Digest)),
            read.Files.Select(file => (file.Name, file.Size, file.Digest)));
        Assert.Equal(index.Files.SelectMany(file => file.Chunks), read.Files.SelectMany(file => file.Chunks));
    }

    [Fact]
    public void Decode_Garbage_ThrowsNothing()
    {
        var good = ChunkIndexCodec.Encode(new TestBundle().Index());
        for (var length = 0; length < good.Length; length++)
            Assert.False(ChunkIndexCodec.TryDecode(good.AsSpan(0, length), out _));
        Assert.False(ChunkIndexCodec.TryDecode([.. good, 0], out _));
        Fuzz.Run([good], bytes => ChunkIndexCodec.TryDecode(bytes, out _));
    }

    private static List<byte[]> Cut(Stream content)
    {
        var chunks = new List<byte[]>();
        new Chunker(TestBundle.Sizes).Cut(content, chunk => chunks.Add(chunk.ToArray()));
        return chunks;
    }

    /// <summary>The same whatever a runtime's random numbers are.</summary>
    private static byte[] Known(int length)
    {
        var (state, bytes) = (1u, new byte[length]);
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)((state = unchecked((state * 1664525) + 1013904223)) >> 24);
        return bytes;
    }

    private sealed class DribblingStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 97));
    }
}

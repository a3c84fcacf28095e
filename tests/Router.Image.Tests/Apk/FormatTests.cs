using System.IO.Compression;
using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Format;

namespace Router.Image.Tests.Apk;

public class FormatTests
{
    public static TheoryData<string, int> Contents => new()
    {
        { "a", 1 },
        { "abc", 1 },
        { "all work and no play makes jack a dull boy\n", 5000 },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void TryMember_AnyLevel_UnpacksAndFindsTheEnd(string text, int repeat)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, repeat)));
        foreach (var level in (CompressionLevel[])
            [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize])
        {
            var member = GzipMember.Compress(content, level);

            Assert.True(Inflater.TryMember([.. member, 1, 2, 3], 1 << 20, out var unpacked, out var consumed));
            Assert.Equal(content, unpacked.ToArray());
            Assert.Equal(member.Length, consumed);
        }
    }

    [Fact]
    public void TryMember_RandomBytes_RoundTrips()
    {
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var content = new byte[random.Next(1, 100_000)];
            random.NextBytes(content);
            for (var j = 0; j < content.Length; j++)
                content[j] = (byte)(content[j] % (1 + i));

            Assert.True(Inflater.TryMember(GzipMember.Compress(content), 1 << 20, out var unpacked, out _));
            Assert.Equal(content, unpacked.ToArray());
        }
    }

    [Fact]
    public void TryMember_EveryTruncation_IsRefused()
    {
        var member = GzipMember.Compress(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200))));
        for (var length = 0; length < member.Length; length++)
            Assert.False(Inflater.TryMember(member.AsSpan(0, length), 1 << 20, out _, out _));
    }

    [Fact]
    public void TryMember_FlippedBits_NeverGiveOtherContent()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200)));
        var member = GzipMember.Compress(content);
        for (var bit = 0; bit < member.Length * 8; bit++)
        {
            var changed = member.ToArray();
            changed[bit / 8] ^= (byte)(1 << bit % 8);

            if (Inflater.TryMember(changed, 1 << 20, out var unpacked, out _))
                Assert.Equal(content, unpacked.ToArray()); // bits of the header that say nothing of the content
        }
    }

    [Fact]
    public void TryMember_Bomb_StopsAtTheLimit() =>
        Assert.False(Inflater.TryMember(GzipMember.Compress(new byte[10 << 20]), 1 << 20, out _, out _));

    [Fact]
    public void Tar_LongNamesAndRecords_RoundTrip()
    {
        var header = new TarHeader(string.Join('/', Enumerable.Repeat("directory", 20)) + "/file", TarType.SymbolicLink)
        {
            Mode = 0x1ff,
            Owner = new FileOwner(1, 2, "user", "group"),
            ModifiedTime = 1_700_000_000,
            LinkTarget = new string('t', 150),
        };
        using var archive = new MemoryStream();
        var writer = new TarWriter(archive);
        writer.WriteHeader(header, [("SCHILY.xattr.user.x", new byte[] { 0, 10, 255 })]);
        writer.WriteFile("next", 0x1a4, 5, "content"u8);
        writer.WriteEnd();
        archive.Position = 0;

        var reader = new TarReader(archive);
        Assert.Equal(header, reader.Next());
        Assert.Equal([0, 10, 255], reader.Records[0].Value);
        Assert.Equal("next", reader.Next()?.Name);
        Assert.Equal("content"u8.ToArray(), reader.ReadContent(100));
        Assert.Null(reader.Next());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(97)]
    [InlineData(989)]
    public void Pax_LengthsAroundAPowerOfTen_CountThemselves(int size)
    {
        for (var length = size - 8; length <= size + 8; length++)
        {
            var value = new byte[Math.Max(0, length)];
            Assert.True(PaxRecords.TryDecode(PaxRecords.Encode([("k", value)]), out var records));
            Assert.Equal(value, records[0].Value);
        }
    }

    [Fact]
    public void Tar_RandomDamage_IsAnErrorOrAnEntry()
    {
        using var archive = new MemoryStream();
        var writer = new TarWriter(archive);
        writer.WriteHeader(new TarHeader(new string('n', 150), TarType.RegularFile) { Size = 3 }, [("k", new byte[40])]);
        writer.WriteContent("abc"u8);
        writer.WriteEnd();
        var random = new Random(2);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = archive.ToArray();
            for (var j = random.Next(1, 4); j > 0; j--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var cut = damaged.AsSpan(0, random.Next(damaged.Length + 1)).ToArray();
            var error = Record.Exception(() => ReadAll(cut));

            Assert.True(error is null or InvalidDataException, error?.ToString());
        }
    }

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("a/b.c/..d", true)]
    [InlineData("/a", false)]
    [InlineData("a//b", false)]
    [InlineData("../a", false)]
    [InlineData("a/../b", false)]
    [InlineData("a/./b", false)]
    [InlineData("a\nb", false)]
    [InlineData("", false)]
    public void IsSafe_Path_StaysInTheTree(string path, bool safe) => Assert.Equal(safe, PackagePath.IsSafe(path));

    private static void ReadAll(byte[] archive)
    {
        var reader = new TarReader(new MemoryStream(archive));
        while (reader.Next() is not null)
            reader.CopyTo(Stream.Null);
    }
}

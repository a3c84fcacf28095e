using System.Text;
using Router.Testing;
using Router.Wire.Tar;

namespace Router.Wire.Tests.Tar;

/// <summary>Archives both ways, with ourselves and with the machine's tar and BusyBox, and those that nobody should take.</summary>
public class TarTests
{
    private const long Time = 315_532_800;

    private static readonly string Long = $"etc/{new string('n', 90)}/{new string('m', 90)}";

    private static readonly TarEntry[] Entries =
    [
        new("etc", TarKind.Folder) { Mode = 0b111_101_101 },
        File("etc/hostname", "home\n"),
        new("etc/link", TarKind.SymbolicLink) { Mode = 0b111_101_101, Target = "/etc/init.d/sshd" },
        File(Long, new string('x', 1000)),
        File("etc/ø", ""),
    ];

    [Fact]
    public void Write_ReadAgain_IsTheSame()
    {
        Assert.True(TarReader.TryRead(TarWriter.Write(Entries, Time), out var read, out var problem), problem);
        Assert.Equal(Entries.Select(Text), read.Select(Text));
    }

    [Fact]
    public void Write_Twice_IsTheSameToTheByte() => Assert.Equal(TarWriter.Write(Entries, Time), TarWriter.Write(Entries, Time));

    [Theory]
    [InlineData("tar")]
    [InlineData("busybox")]
    public void Write_ListedByAnotherTar_HasOwnersModesAndTimes(string program)
    {
        string[] words = program == "tar" ? ["--utc", "-tvf", "-"] : ["tar", "-tvf", "-"];
        var (code, output, error) = Programs.Run(program, words, TarWriter.Write(Entries, Time));
        Assert.True(code == 0 && error.Length == 0, error);
        var lines = Encoding.UTF8.GetString(output).TrimEnd('\n').Split('\n');
        Assert.Equal(Entries.Length, lines.Length);
        Assert.All(lines, line => Assert.Contains("root/root", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains("1980-01-01", line, StringComparison.Ordinal));
        Assert.StartsWith("-rw-------", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("etc/link -> /etc/init.d/sshd", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(Long, lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tar", "--format=gnu")]
    [InlineData("tar", "--format=pax")]
    [InlineData("tar", "--format=ustar")]
    [InlineData("busybox", "tar")]
    public void TryRead_OfAnotherTar_HasWhatItPacked(string program, string option)
    {
        var folder = Directory.CreateTempSubdirectory("tar-").FullName;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, Long))!);
            System.IO.File.WriteAllText(Path.Combine(folder, Long), "long");
            System.IO.File.WriteAllText(Path.Combine(folder, "etc/hostname"), "home\n");
            System.IO.File.CreateSymbolicLink(Path.Combine(folder, "etc/link"), "/etc/" + new string('t', 120));
            // The oldest format has no place for so long a target.
            if (option == "--format=ustar")
                System.IO.File.Delete(Path.Combine(folder, "etc/link"));
            var (code, archive, error) = Programs.Run(program, [option, "-C", folder, "-cf", "-", "."]);
            Assert.True(code == 0, error);
            Assert.True(TarReader.TryRead(archive, out var read, out var problem), problem);
            Assert.Equal("long", Encoding.UTF8.GetString(read.Single(entry => entry.Path == Long).Content.Span));
            Assert.Equal("home\n", Encoding.UTF8.GetString(read.Single(entry => entry.Path == "etc/hostname").Content.Span));
            Assert.Equal(
                option != "--format=ustar",
                read.Any(entry => entry is { Path: "etc/link", Kind: TarKind.SymbolicLink, Target: ['/', 'e', 't', 'c', '/', 't', ..] }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("../etc/passwd", "leads out of the archive")]
    [InlineData("etc/../../passwd", "leads out of the archive")]
    [InlineData("/etc/passwd", "is an absolute path")]
    [InlineData("./../passwd", "leads out of the archive")]
    [InlineData("etc//passwd", "has an empty part")]
    [InlineData("etc/pass\u001b[2Jwd", "has characters that are no text")]
    [InlineData("", "is no path")]
    public void TryRead_HostilePath_IsRefused(string path, string reason) => Refused(Raw((path, '0', "")), reason);

    [Theory]
    [InlineData('1')]
    [InlineData('3')]
    [InlineData('4')]
    [InlineData('6')]
    [InlineData('S')]
    public void TryRead_HardLinkDeviceOrPipe_IsRefused(char type) =>
        Refused(Raw(("etc/x", type, "")), "is a hard link, a device or a pipe");

    [Fact]
    public void TryRead_TheSamePathTwice_IsRefused()
    {
        Refused(Raw(("etc/x", '0', ""), ("etc/x", '0', "")), "is in it twice");
        Refused(Raw(("etc/x", '0', ""), ("./etc/x", '0', "")), "is in it twice");
        Refused(Raw(("etc/x", '0', ""), ("etc/x/", '5', "")), "is in it twice");
    }

    [Fact]
    public void TryRead_BelowALinkOrAFile_IsRefused()
    {
        Refused(Raw(("etc/x", '2', "/root"), ("etc/x/y", '0', "")), "which is no folder");
        Refused(Raw(("etc/x/y/z", '0', ""), ("etc/x", '0', "")), "which is no folder");
    }

    [Fact]
    public void TryRead_TooManyEntries_IsRefused() => Refused(
        TarWriter.Write(Enumerable.Range(0, TarReader.MostEntries + 1).Select(i => File($"etc/{i}", "")), Time),
        $"more than {TarReader.MostEntries} entries");

    [Fact]
    public void TryRead_LargerThanItIs_IsRefused()
    {
        var archive = Raw(("etc/x", '0', ""));
        "77777777777"u8.CopyTo(archive.AsSpan()[TarBlock.Length]);
        Sum(archive);
        Refused(archive, "cut off");
    }

    [Fact]
    public void TryRead_SomethingBehindTheEnd_IsRefused() =>
        Refused([.. TarWriter.Write(Entries, Time), .. TarWriter.Write(Entries, Time)], "something stands behind its end");

    [Fact]
    public void TryRead_EveryTruncation_IsRefused()
    {
        var archive = TarWriter.Write(Entries, Time);
        for (var length = 0; length < archive.Length; length++)
            Assert.False(TarReader.TryRead(archive.AsMemory(0, length), out _, out _), $"{length} bytes");
    }

    [Fact]
    public void TryRead_EveryFlippedBitOfAHeader_IsRefused()
    {
        var archive = TarWriter.Write([Entries[1]], Time);
        for (var bit = 0; bit < TarBlock.Size * 8; bit++)
        {
            var flipped = (byte[])archive.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            // A blank, a zero or nothing at the end of the checksum mean the same.
            if (TarReader.TryRead(flipped, out var read, out _))
                Assert.Equal(Text(Entries[1]), Text(Assert.Single(read)));
        }
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrowsAndIsSafe() => Fuzz.Run(
        [TarWriter.Write(Entries, Time), Raw(("etc/x", '2', "/root"), ("etc/y/", '5', "")), TarWriter.Write([], Time)],
        bytes =>
        {
            if (TarReader.TryRead(bytes, out var entries, out var problem))
                Assert.All(entries, entry => Assert.Null(TarEntry.Problem(entry.Path)));
            else
                Assert.NotEmpty(problem);
        });

    private static TarEntry File(string path, string content) =>
        new(path, TarKind.File) { Mode = 0b110_000_000, Content = Encoding.UTF8.GetBytes(content) };

    private static string Text(TarEntry entry) =>
        $"{entry.Path} {entry.Kind} {entry.Mode} {entry.Target} {Convert.ToHexString(entry.Content.Span)}";

    private static void Refused(byte[] archive, string reason)
    {
        Assert.False(TarReader.TryRead(archive, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(problem, char.IsControl);
    }

    /// <summary>Headers with whatever stands in them, without contents.</summary>
    private static byte[] Raw(params (string Name, char Type, string Link)[] entries)
    {
        var archive = new List<byte>();
        foreach (var (name, type, link) in entries)
        {
            var block = TarWriter.Write([File("x", "")], Time)[..TarBlock.Size];
            block.AsSpan()[TarBlock.Name].Clear();
            Encoding.UTF8.GetBytes(name).CopyTo(block, 0);
            block[TarBlock.Type] = (byte)type;
            Encoding.UTF8.GetBytes(link).CopyTo(block.AsSpan()[TarBlock.Link]);
            Sum(block);
            archive.AddRange(block);
        }
        return [.. archive, .. new byte[2 * TarBlock.Size]];
    }

    private static void Sum(byte[] block) =>
        Encoding.ASCII.GetBytes($"{Convert.ToString(TarBlock.SumOf(block), 8).PadLeft(6, '0')}\0 ")
            .CopyTo(block.AsSpan()[TarBlock.Checksum]);
}

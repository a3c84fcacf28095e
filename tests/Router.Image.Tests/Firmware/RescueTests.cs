using System.Text;
using Router.Image.Disk;
using Router.Testing;

namespace Router.Image.Tests.Firmware;

/// <summary>The shell of <c>firmware/machine/usr/libexec/router/medium</c>, run by BusyBox on a file in place of the partition.</summary>
public sealed class RescueTests : IDisposable
{
    private const int Block = 4096, Blocks = 64;

    private readonly string folder = Directory.CreateTempSubdirectory("rescue-").FullName;

    private string File => Path.Combine(folder, "rescue");

    public RescueTests()
    {
        var partition = new Partition("rescue", Guid.Empty, Guid.Empty, 0, Blocks * Block);
        var content = new byte[Blocks * Block];
        foreach (var at in RescueArea.Marks(partition))
            RescueArea.Nothing.CopyTo(content.AsSpan((int)at));
        System.IO.File.WriteAllBytes(File, content);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Flashed_HasNone() => Assert.Equal("none", Newest());

    [Fact]
    public void Garbage_HasNone()
    {
        var garbage = new byte[Blocks * Block];
        new Random(20).NextBytes(garbage);
        System.IO.File.WriteAllBytes(File, garbage);
        Assert.Equal("none", Newest());
    }

    [Fact]
    public void Put_TheLastHolds_AndTheSameIsNotWrittenAgain()
    {
        foreach (var text in (string[])["one", "two", new('3', 9000)])
        {
            Put(text);
            Assert.Equal(text, Newest());
        }
        var before = System.IO.File.ReadAllBytes(File);
        Put(new('3', 9000));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    /// <summary>Of what the second of two writes changed, only so many blocks reached the disk, in the order of either end.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Put_CutOffAnywhere_HasTheOldOrTheNewOne(bool fromTheEnd)
    {
        Put("old");
        Put("older than this");
        var before = System.IO.File.ReadAllBytes(File);
        Put(new('n', 9000));
        var after = System.IO.File.ReadAllBytes(File);
        var changed = Enumerable.Range(0, Blocks)
            .Where(block => !before.AsSpan(block * Block, Block).SequenceEqual(after.AsSpan(block * Block, Block))).ToList();
        Assert.Equal(4, changed.Count);
        if (fromTheEnd)
            changed.Reverse();
        for (var written = 0; written <= changed.Count; written++)
        {
            var cut = before.ToArray();
            foreach (var block in changed.Take(written))
                after.AsSpan(block * Block, Block).CopyTo(cut.AsSpan(block * Block));
            System.IO.File.WriteAllBytes(File, cut);
            Assert.Equal(written == changed.Count ? new('n', 9000) : "older than this", Newest());
            Put("whatever comes then");
            Assert.Equal("whatever comes then", Newest());
        }
    }

    [Fact]
    public void Mark_IsOneLine_AndTakenAway_WithoutTouchingTheCopies()
    {
        Put("kept");
        Run("mark reset");
        Assert.StartsWith(
            "router-boot reset\n", Encoding.ASCII.GetString(System.IO.File.ReadAllBytes(File), 0, 64), StringComparison.Ordinal);
        Run("mark");
        Assert.StartsWith("\n", Encoding.ASCII.GetString(System.IO.File.ReadAllBytes(File), 0, 64), StringComparison.Ordinal);
        Assert.Equal("kept", Newest());
    }

    private void Put(string text)
    {
        var content = Path.Combine(folder, "content");
        System.IO.File.WriteAllText(content, text);
        Run($"put {content}");
    }

    private string Newest() => Run("if newest; then length=$best_length; content $best; else echo none; fi").TrimEnd('\n');

    private string Run(string command)
    {
        var script = Path.Combine(Golden.Root(), "firmware", "machine", "usr", "libexec", "router", "medium");
        var (code, output, error) = Programs.Run("busybox", ["sh", "-c", $". {script}; rescue={File}; blocks={Blocks}; {command}"]);
        Assert.True(code == 0, $"{command}: {code} {error}");
        return Encoding.ASCII.GetString(output);
    }
}

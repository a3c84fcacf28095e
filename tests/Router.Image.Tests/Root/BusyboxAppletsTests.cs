using Router.Image.Edges;
using Router.Image.Root;

namespace Router.Image.Tests.Root;

public sealed class BusyboxAppletsTests
{
    [Fact]
    public void Read_ATable_EndsBehindItsLastName() => Assert.Equal(
        ["[", "[[", "acpid", "zcat"], BusyboxApplets.Read("code\0[\0[[\0acpid\0zcat\0\0other\0"u8));

    [Fact]
    public void Read_ATableWithOtherTextBehindIt_EndsWhereTheOrderDoes() => Assert.Equal(
        ["[", "[[", "awk"], BusyboxApplets.Read("\0[\0[[\0awk\0Usage\0"u8));

    [Theory]
    [InlineData("")]
    [InlineData("\0[\0test\0")]
    public void Read_OtherPrograms_HaveNone(string program) =>
        Assert.Null(BusyboxApplets.Read(System.Text.Encoding.ASCII.GetBytes(program)));

    [Fact]
    public void Read_CutAnywhere_DoesNotThrow()
    {
        var whole = "\0[\0[[\0acpid\0zcat\0\0"u8;
        for (var length = 0; length <= whole.Length; length++)
            _ = BusyboxApplets.Read(whole[..length]);
    }

    /// <summary>What it says of itself where it can be asked.</summary>
    [Fact]
    public async Task Read_ThisMachinesBusybox_IsWhatItLists()
    {
        const string Program = "/usr/bin/busybox";
        Assert.SkipUnless(File.Exists(Program), $"there is no {Program}");
        var stopping = TestContext.Current.CancellationToken;
        var listed = (await Tool.RunAsync([Program, "--list"], stopping)).OrThrow("busybox");
        var read = BusyboxApplets.Read(await File.ReadAllBytesAsync(Program, stopping));
        Assert.Equal(listed.Split('\n', StringSplitOptions.RemoveEmptyEntries), read);
    }
}

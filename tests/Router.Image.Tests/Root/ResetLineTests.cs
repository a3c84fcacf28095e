using Router.Core.Boards;
using Router.Image.Root;

namespace Router.Image.Tests.Root;

public sealed class ResetLineTests
{
    private const string Inittab = "::sysinit:/early\n::respawn:/reset-button @reset-button@\ntty1::respawn:/sbin/getty tty1\n";

    [Fact]
    public void Fill_AButton_HasItsKeyAndSeconds() => Assert.Equal(
        "::sysinit:/early\n::respawn:/reset-button 88 3\ntty1::respawn:/sbin/getty tty1\n",
        ResetLine.Fill(Inittab, new ResetButton { Key = 88, Seconds = 3 }));

    [Fact]
    public void Fill_NoButton_LeavesTheLineOut() =>
        Assert.Equal("::sysinit:/early\ntty1::respawn:/sbin/getty tty1\n", ResetLine.Fill(Inittab, null));
}

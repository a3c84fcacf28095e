using Router.Image.Root;

namespace Router.Image.Tests.Root;

public sealed class SerialLineTests
{
    private const string Inittab =
        "::sysinit:/early\n@serial@::respawn:/sbin/getty -L @speed@ @serial@ vt100\ntty1::respawn:/sbin/getty tty1\n";

    [Theory]
    [InlineData("console=tty0 console=ttyS0,115200 quiet", "ttyS0", 115200)]
    [InlineData("console=ttyAMA0,9600n8 console=tty0", "ttyAMA0", 9600)]
    [InlineData("quiet console=ttyS1", "ttyS1", 115200)]
    [InlineData("console=hvc0 quiet", "hvc0", 115200)]
    public void Of_ACommandLine_IsItsConsoleThatIsNoScreen(string commandLine, string device, int speed) =>
        Assert.Equal(new SerialLine(device, speed), SerialLine.Of(commandLine));

    [Theory]
    [InlineData("quiet")]
    [InlineData("console=tty0")]
    [InlineData("console=netcon0")]
    public void Of_ACommandLineWithoutOne_IsNone(string commandLine) => Assert.Null(SerialLine.Of(commandLine));

    [Fact]
    public void Fill_ALine_StandsInEachPlace() => Assert.Equal(
        "::sysinit:/early\nttyAMA0::respawn:/sbin/getty -L 9600 ttyAMA0 vt100\ntty1::respawn:/sbin/getty tty1\n",
        SerialLine.Fill(Inittab, new SerialLine("ttyAMA0", 9600)));

    [Fact]
    public void Fill_NoLine_LeavesItsLoginOut() =>
        Assert.Equal("::sysinit:/early\ntty1::respawn:/sbin/getty tty1\n", SerialLine.Fill(Inittab, null));
}

using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Tests.Edges;

public sealed class BootStateFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-run-").FullName;

    private RuntimePaths Paths => RuntimePaths.Device with { Socket = Path.Combine(folder, "routerd.sock") };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_NoFiles_IsAsUsual() => Assert.Equivalent(BootState.Usual, BootStateFiles.Read(Paths), strict: true);

    [Theory]
    [InlineData("ram failsafe\n", true, true)]
    [InlineData("failsafe\n", true, false)]
    [InlineData("ram\n", false, true)]
    [InlineData("\n", false, false)]
    [InlineData("rampart\n", false, false)]
    public void Read_Words_AreWhatTheBootIs(string text, bool failsafe, bool ram)
    {
        File.WriteAllText(Paths.BootMode, text);
        File.WriteAllText(Paths.BootNotes, "the disk is gone\n\nall of it\n");
        Assert.Equivalent(new BootState(failsafe, ram, ["the disk is gone", "all of it"]), BootStateFiles.Read(Paths), strict: true);
    }

    [Fact]
    public void LeaveFailsafe_ForgetsThatAlone()
    {
        File.WriteAllText(Paths.BootMode, "ram failsafe\n");
        BootStateFiles.LeaveFailsafe(Paths);
        Assert.Equivalent(new BootState(false, true, []), BootStateFiles.Read(Paths), strict: true);
    }
}

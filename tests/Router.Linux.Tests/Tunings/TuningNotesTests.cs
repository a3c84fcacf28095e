using Router.Core.State;
using Router.Linux.Edges.Tunings;

namespace Router.Linux.Tests.Tunings;

/// <summary>What settings were before they were changed, for as long as the kernel has them.</summary>
public sealed class TuningNotesTests : IDisposable
{
    private static readonly TuningKey Ring = new(TuningKind.Port, "eth0", "ring-rx"), Lamp = new(TuningKind.Led, "green:wan");

    private readonly string folder = Directory.CreateTempSubdirectory("router-notes-").FullName;

    private string Place => Path.Combine(folder, "run", "tunings");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Notes_KeepTheFirstValueUntilItIsThatAgain()
    {
        var notes = new TuningNotes(Place);
        Assert.Empty(notes.Read());
        notes.Meet(Ring, "512", "256");
        notes.Meet(Lamp, "heartbeat", "netdev eth0 link = tx");
        notes.Meet(Ring, "1024", "512");
        var read = new TuningNotes(Place).Read();
        Assert.Equal(("256", "netdev eth0 link = tx"), (read[Ring], read[Lamp]));
        notes.Meet(Ring, "256", "1024");
        Assert.Equal([Lamp], new TuningNotes(Place).Read().Keys);
    }

    [Fact]
    public void Notes_ThatMakeNoSense_AreLeftOut()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        File.WriteAllText(Place, "\nnonsense\nlamp x = y\nport eth0 ring-rx = 7\nport eth0");
        Assert.Equal([Ring], new TuningNotes(Place).Read().Keys);
    }
}

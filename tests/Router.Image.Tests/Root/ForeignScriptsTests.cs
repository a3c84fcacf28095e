using Router.Image.Apk;
using Router.Image.Architectures;
using Router.Image.Root.Edges;

namespace Router.Image.Tests.Root;

public sealed class ForeignScriptsTests : IDisposable
{
    private static readonly Architecture Other = Architecture.All.First(architecture => !architecture.IsHost);

    private static readonly Architecture Own = Architecture.All.First(architecture => architecture.IsHost);

    private readonly string formats = Directory.CreateTempSubdirectory("router-formats-").FullName;

    private readonly Recorder recorder = new();

    public void Dispose() => Directory.Delete(formats, recursive: true);

    [Fact]
    public void Run_OfThisMachine_NeedsNothing()
    {
        Assert.Null(new ForeignScripts(recorder, Own, formats).Run("a", []));
        Assert.Equal(["a"], recorder.Ran);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("disabled\n")]
    public void Run_OfAnotherWithoutAnEmulator_NamesWhatInstallsIt(string? state)
    {
        if (state is not null)
            File.WriteAllText(Path.Combine(formats, $"qemu-{Other.Name}"), state);
        var error = Assert.Throws<ImageException>(() => new ForeignScripts(recorder, Other, formats).Run("lib/a.post-install", []));
        Assert.Contains($"lib/a.post-install: packages' scripts run in the tree", error.Message, StringComparison.Ordinal);
        Assert.Contains("qemu-user-static", error.How, StringComparison.Ordinal);
        Assert.Empty(recorder.Ran);
    }

    [Fact]
    public void Run_OfAnotherWithAnEmulator_RunsIt()
    {
        File.WriteAllText(Path.Combine(formats, $"qemu-{Other.Name}"), "enabled\ninterpreter /usr/bin/qemu\n");
        Assert.Null(new ForeignScripts(recorder, Other, formats).Run("a", []));
        Assert.Equal(["a"], recorder.Ran);
    }

    private sealed class Recorder : IScriptRunner
    {
        public List<string> Ran { get; } = [];

        public string? Run(string path, IReadOnlyList<string> arguments)
        {
            Ran.Add(path);
            return null;
        }
    }
}

using System.Threading.Channels;
using Router.Core.Edges;
using Router.Testing.Kernel;

namespace Router.Daemon.Tests.Fakes;

/// <summary>Tells what a test tells it.</summary>
internal sealed class FakeWatch(FakeKernel kernel) : IDeviceWatch
{
    private readonly Channel<DeviceNotice> notices = Channel.CreateUnbounded<DeviceNotice>();

    public IReadOnlyCollection<string> Files { get; private set; } = [];

    public void Tell(DeviceNotice notice) => Assert.True(notices.Writer.TryWrite(notice));

    public IAsyncEnumerable<DeviceNotice> ReadAsync(CancellationToken stopping) => notices.Reader.ReadAllAsync(stopping);

    public void Follow(IReadOnlyCollection<string> files, IReadOnlyCollection<string> services) => Files = files;

    public Task BreakSealAsync(CancellationToken stopping)
    {
        kernel.State = kernel.State with { RulesetFingerprint = null };
        return Task.CompletedTask;
    }

    public bool IsOver { get; private set; }

    /// <summary>The kernel tells nothing any more.</summary>
    public void Break(Exception? why) => IsOver = notices.Writer.TryComplete(why) || IsOver;

    public void Dispose() => Break(null);
}

using System.IO.Pipelines;
using System.Text;
using Router.Api.Contract;
using Router.Bundles;
using Router.Bundles.Format;
using Router.Bundles.Receiving;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Testing.Bundles;

namespace Router.Fleet.Tests.Upgrades;

/// <summary>A device as an upgrade sees it: two slots, a restart, a trial.</summary>
internal sealed class UpgradableDevice : IDeviceConnector
{
    private static readonly string[] Reasons = ["uplink wan: no answer"];

    private int looks;

    public MemorySlot Other { get; } = new(300_000);

    public ISlotSource Running { get; set; } = MemorySource.Nothing;

    /// <summary>The line breaks after so many bytes of the data.</summary>
    public long BreaksAfter { get; set; } = long.MaxValue;

    /// <summary>Bytes of the data that came.</summary>
    public long Came { get; private set; }

    public List<string> Commands { get; } = [];

    public bool IsKept { get; set; } = true;

    /// <summary>It never decides.</summary>
    public bool Hesitates { get; set; }

    public Func<ConnectException?> Connecting { get; set; } = () => null;

    public Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping) =>
        Connecting() is { } refusal ? throw refusal : Task.FromResult<IDeviceSession>(new Session(this));

    private string ShowUpgrade() => ApiJson.Print(
        Other.Armed is null ? new Response.Upgrade(null, null, null, [], Last(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), true))
        : ++looks < 3 || Hesitates ? new Response.Upgrade("b", "1.2.3", 200, Reasons, null)
        : new Response.Upgrade(null, null, null, [], Last(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero), IsKept)));

    private static LastUpgrade Last(DateTimeOffset at, bool isKept) =>
        new("b", "1.2.3", "1.2.2", "anna (ssh 10.0.0.7)", at, isKept, isKept ? [] : Reasons);

    private CommandOutput Receive(string command, Stream input, Stream output)
    {
        try
        {
            var head = BundleFile.ReadHeadAsync(input, default).GetAwaiter().GetResult();
            var receiver = new BundleReceiver(
                TestBundle.Head(head), Other, TestBundle.Device, command.Contains("--older", StringComparison.Ordinal));
            receiver.Prepare(Running, default);
            output.Write(Encoding.UTF8.GetBytes(ApiJson.PrintLine(new Response.UpgradeWants(
                "b", "1.2.3", 8, receiver.Length, receiver.Kept, receiver.Copied, receiver.Asked,
                [.. receiver.Ranges.Select(range => new UpgradeRange(range.Offset, range.Length))])) + "\n"));
            var buffer = new byte[1000];
            while (receiver.Received < receiver.Asked && input.Read(buffer) is > 0 and var count)
            {
                if ((Came += count) > BreaksAfter)
                    throw new IOException("Connection reset by peer");
                receiver.Take(buffer.AsSpan(0, count));
            }
            receiver.Finish(default);
            return new CommandOutput(
                0, ApiJson.Print(new Response.UpgradeReady(
                    "b", "1.2.3", 8, receiver.Received, !command.Contains("--no-reboot", StringComparison.Ordinal))), "");
        }
        catch (BundleException e)
        {
            return new CommandOutput(1, ApiJson.Print(new Response.Failed(FailureKind.Invalid, e.Message, e.Hint, [])), "");
        }
    }

    private sealed class Session(UpgradableDevice device) : IDeviceSession
    {
        public Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping)
        {
            device.Commands.Add(command);
            return Task.FromResult(new CommandOutput(0, device.ShowUpgrade(), ""));
        }

        public async Task<CommandOutput> TalkAsync(
            string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping)
        {
            device.Commands.Add(command);
            var (up, down) = (new Pipe(), new Pipe());
            var running = Task.Run(
                () =>
                {
                    using var output = down.Writer.AsStream();
                    using var input = up.Reader.AsStream();
                    return device.Receive(command, input, output);
                },
                stopping);
            try
            {
                await talk(up.Writer.AsStream(), down.Reader.AsStream(), stopping);
            }
            catch (IOException)
            {
                // What it said decides.
            }
            await up.Writer.CompleteAsync();
            var answer = await running;
            using var rest = new StreamReader(down.Reader.AsStream());
            return answer with { Out = await rest.ReadToEndAsync(stopping) + answer.Out };
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using Router.Api.Contract;
using Router.Bundles.Format;
using Router.Console.Edges;

namespace Router.Console.Verbs.Upgrades;

/// <summary>
/// A sender who asks what is lacking: gets it as a line of JSON on standard output once the head has come, and then sends these ranges and
/// nothing between them.
/// </summary>
internal sealed class OfferedInput(ITerminal terminal) : IBundleInput
{
    private readonly Stream stream = terminal.OpenInput();

    public Task<byte[]> ReadHeadAsync(CancellationToken stopping) => BundleFile.ReadHeadAsync(stream, stopping);

    public Task AnnounceAsync(Response.UpgradeWants wants, CancellationToken stopping)
    {
        terminal.Write($"{ApiJson.PrintLine(wants)}\n");
        return Task.CompletedTask;
    }

    public Task OpenAsync(UpgradeRange range, CancellationToken stopping) => Task.CompletedTask;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stopping) => stream.ReadAsync(buffer, stopping);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

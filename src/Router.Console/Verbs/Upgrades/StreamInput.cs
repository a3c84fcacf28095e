using Router.Api.Contract;
using Router.Bundles.Format;

namespace Router.Console.Verbs.Upgrades;

/// <summary>A whole bundle that is read from its start to its end: what is not lacking is passed over.</summary>
internal sealed class StreamInput(Stream stream) : IBundleInput
{
    private const int Piece = 1 << 16;

    private long position;

    public Task<byte[]> ReadHeadAsync(CancellationToken stopping) => BundleFile.ReadHeadAsync(stream, stopping);

    public async Task OpenAsync(UpgradeRange range, CancellationToken stopping)
    {
        if (stream.CanSeek)
        {
            stream.Seek(range.Offset - position, SeekOrigin.Current);
            position = range.Offset;
        }
        var passed = new byte[Piece];
        while (position < range.Offset)
        {
            var count = await stream.ReadAsync(passed.AsMemory(0, (int)Math.Min(Piece, range.Offset - position)), stopping);
            if (count == 0)
                return;
            position += count;
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stopping)
    {
        var count = await stream.ReadAsync(buffer, stopping);
        position += count;
        return count;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

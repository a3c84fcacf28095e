using Router.Api.Contract;
using Router.Bundles.Format;
using Router.Console.Edges;

namespace Router.Console.Verbs.Upgrades;

/// <summary>A bundle on a server, of which only what is lacking is fetched where the server gives ranges.</summary>
internal sealed class WebInput(Uri address) : IBundleInput
{
    private const int Partial = 206;

    private readonly WebFile file = new(address);
    private StreamInput? whole;
    private int headLength;
    private long left;

    public async Task<byte[]> ReadHeadAsync(CancellationToken stopping)
    {
        await file.BeginAsync([(0, null)], stopping);
        var status = await file.NextAsync(stopping);
        var head = await BundleFile.ReadHeadAsync(file.Body, stopping);
        headLength = head.Length;
        if (status == Partial)
            file.End();
        else
            whole = new StreamInput(file.Body);
        return head;
    }

    public async Task AnnounceAsync(Response.UpgradeWants wants, CancellationToken stopping)
    {
        if (whole is null && wants.Ranges.Count > 0)
            await file.BeginAsync(
                wants.Ranges.Select(range => (headLength + range.Offset, (long?)(headLength + range.Offset + range.Length - 1))), stopping);
    }

    public async Task OpenAsync(UpgradeRange range, CancellationToken stopping)
    {
        if (whole is not null)
            await whole.OpenAsync(range, stopping);
        else if (await file.NextAsync(stopping) != Partial)
            throw new IOException($"{address}: the server gives ranges no longer");
        left = range.Length;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stopping)
    {
        if (whole is not null)
            return await whole.ReadAsync(buffer, stopping);
        var count = await file.Body.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], stopping);
        left -= count;
        return count;
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}

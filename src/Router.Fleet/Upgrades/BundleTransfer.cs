using System.Text;
using Router.Api.Contract;

namespace Router.Fleet.Upgrades;

/// <summary>
/// The desk's end of <c>upgrade --offer</c>: the head goes out, what is lacking comes back as a line, and these ranges follow.
/// </summary>
internal sealed class BundleTransfer(IBundleSource bundle, TimeSpan workWithin, TimeSpan sentWithin, Action<long, long> progress)
{
    private const int Piece = 32 << 10;

    private readonly StringBuilder heard = new();

    /// <summary>What the device asked for; null: it has not come that far.</summary>
    public Response.UpgradeWants? Wants { get; private set; }

    /// <summary>Bytes of the data.</summary>
    public long Sent { get; private set; }

    /// <summary>What the device said that was no such line.</summary>
    public string Heard => heard.ToString();

    /// <exception cref="IOException">The line broke, or the device takes nothing more.</exception>
    public async Task RunAsync(Stream input, Stream output, CancellationToken stopping)
    {
        try
        {
            await WriteAsync(input, bundle.HeadBytes, stopping);
            var line = await ReadLineAsync(output).WaitAsync(workWithin, stopping);
            Wants = ApiAnswer.Read<Response.UpgradeWants>(line);
            if (Wants is null)
            {
                heard.Append(line).Append('\n');
                return;
            }
            var buffer = new byte[Piece];
            foreach (var range in Wants.Ranges)
            {
                for (var at = 0L; at < range.Length;)
                {
                    var piece = buffer.AsMemory(0, (int)Math.Min(Piece, range.Length - at));
                    bundle.Read(range.Offset + at, piece.Span);
                    await WriteAsync(input, piece, stopping);
                    (at, Sent) = (at + piece.Length, Sent + piece.Length);
                    progress(Sent, Wants.Wanted);
                }
            }
        }
        catch (TimeoutException e)
        {
            throw new IOException("it takes nothing more", e);
        }
    }

    private async Task WriteAsync(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken stopping)
    {
        // Writing blocks while the other side takes nothing, and heeds no token.
        await Task.Run(() => input.WriteAsync(bytes, stopping).AsTask(), stopping).WaitAsync(sentWithin, stopping);
        await input.FlushAsync(stopping);
    }

    /// <summary>Byte by byte, so that what follows the line is left there.</summary>
    private static Task<string> ReadLineAsync(Stream output) => Task.Run(() =>
    {
        var line = new List<byte>();
        for (int next; (next = output.ReadByte()) >= 0 && next != '\n';)
            line.Add((byte)next);
        return Encoding.UTF8.GetString([.. line]);
    });
}

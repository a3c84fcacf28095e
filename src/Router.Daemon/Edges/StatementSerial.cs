using System.Globalization;
using System.Text;

namespace Router.Daemon.Edges;

/// <summary>
/// Numbers of statements, which only rise, over restarts too. <c>STATE/statement.serial</c> holds one that none has reached yet: a block is
/// reserved at a time, so that a statement costs flash memory no write.
/// </summary>
internal sealed class StatementSerial(string stateFolder, IDisk disk)
{
    private const int Block = 1024;

    private readonly DurableFile files = new(disk);
    private readonly Lock gate = new();
    private long last;
    private long reserved;

    private string Place => Path.Combine(stateFolder, "statement.serial");

    /// <exception cref="IOException">It cannot be read, or kept.</exception>
    public long Next()
    {
        lock (gate)
        {
            if (last >= reserved)
                Reserve();
            return ++last;
        }
    }

    private void Reserve()
    {
        var begin = Math.Max(last, Read());
        disk.MakeFolder(stateFolder);
        // Not as .new: see DeviceIdentity.
        files.Stage($"{Place}.fresh", string.Create(CultureInfo.InvariantCulture, $"{begin + Block}\n"));
        files.Publish($"{Place}.fresh", Place);
        (last, reserved) = (begin, begin + Block);
    }

    private long Read()
    {
        if (disk.Read(Place) is not { } stored)
            return 0;
        return long.TryParse(Encoding.ASCII.GetString(stored).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new IOException(
                $"{Place} is damaged: take it away, and numbers begin at 1 again (a fleet is told so by fleet status --new-key)");
    }
}

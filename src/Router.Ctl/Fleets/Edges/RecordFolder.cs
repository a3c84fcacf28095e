using System.Diagnostics;
using System.Text;
using Router.Fleet.Statements;

namespace Router.Ctl.Fleets.Edges;

/// <summary><c>.fleet/devices</c> beside an inventory: a file for each device that was heard. Whole at any time.</summary>
internal sealed class RecordFolder(string state) : IDeviceRecords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string folder = Path.Combine(state, "devices");

    public DeviceRecord? Read(string device)
    {
        var file = FileOf(device);
        if (!File.Exists(file))
            return null;
        try
        {
            return DeviceRecord.Parse(File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new IOException($"{file}: {e.Message}; without it the next statement of {device} is believed as the first", e);
        }
    }

    public void Change(string device, Func<DeviceRecord?, DeviceRecord> change)
    {
        JournalFolder.Make(state);
        Directory.CreateDirectory(folder);
        using var alone = Lock($"{FileOf(device)}.lock");
        var (file, fresh) = (FileOf(device), $"{FileOf(device)}.new");
        using (var written = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            written.Write(Encoding.UTF8.GetBytes(change(Read(device)).ToText() + "\n"));
            written.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
    }

    private string FileOf(string device) => Path.Combine(folder, $"{device}.json");

    /// <summary>The system lets it go when the program ends, however it does.</summary>
    private static FileStream Lock(string path)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(20);
            }
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Router.Daemon.Generations;

namespace Router.Daemon.Edges;

/// <summary>
/// <c>STATE/startup.yaml</c> and <c>STATE/generations/NNNNNN.yaml</c> with <c>NNNNNN.json</c> beside each. A generation is
/// there when its YAML is; a missing or broken record costs its remarks alone.
/// </summary>
internal sealed class GenerationFiles(string stateFolder, IDisk disk) : IGenerationStore
{
    /// <summary>Of all generations but the last <see cref="Kept"/>, in bytes.</summary>
    public const long Room = 16 << 20;

    /// <summary>Of the values of all generations but the last two, in bytes: set files may be large.</summary>
    private const long RoomForValues = 64 << 20;

    private readonly DurableFile files = new(disk);
    private readonly string folder = Path.Combine(stateFolder, "generations");

    /// <summary>What is in generations, read once: no one but us writes them, and each commit asks for all.</summary>
    private readonly Dictionary<int, Known> byNumber = [];
    private readonly ValueFiles values = new(stateFolder, disk, new DeviceKey(stateFolder, disk));
    private readonly IDisk disk = disk;
    private int stagings;

    /// <summary>So many at least, and more while there is room for them.</summary>
    public int Kept { get; init; } = 50;

    public int Most { get; init; } = 200;

    private string Startup => Path.Combine(stateFolder, "startup.yaml");

    public IValueStore Values => values;

    public byte[]? ReadStartup() => disk.Read(Startup);

    public byte[]? Read(int number) => disk.Read(DocumentPath(number));

    public IReadOnlyList<GenerationRecord> List() => [.. Numbers().OrderDescending().Select(ReadRecord)];

    public IStagedGeneration Stage(string document, DateTimeOffset at, string by, string origin, string? comment, KeptValues? kept = null)
    {
        try
        {
            disk.MakeFolder(folder);
        }
        catch (IOException exception)
        {
            throw new IOException($"cannot write to the state directory {stateFolder}: {exception.Message}", exception);
        }
        var record = new GenerationRecord(Numbers().DefaultIfEmpty().Max() + 1, at, by, origin, comment)
        {
            Secrets = kept?.Secrets,
            SetFiles = kept?.SetFiles
        };
        if (stagings++ == 0)
            RemoveLeftovers();
        var bytes = Encoding.UTF8.GetBytes(document);
        var staged = new Staged(this, record, bytes.Length, $".{stagings}.new");
        try
        {
            files.Stage(staged.RecordPath, JsonSerializer.Serialize(record, GenerationJson.Default.GenerationRecord));
            files.Stage(staged.DocumentPath, bytes);
            files.Stage(staged.StartupPath, bytes);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
        return staged;
    }

    private IEnumerable<int> Numbers() =>
        from file in disk.Names(folder)
        where file.Length == "NNNNNN.yaml".Length && file.EndsWith(".yaml", StringComparison.Ordinal)
        let name = file[..^".yaml".Length]
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private GenerationRecord ReadRecord(int number)
    {
        try
        {
            if (disk.Read(RecordPath(number)) is { } json
                && JsonSerializer.Deserialize(json, GenerationJson.Default.GenerationRecord) is { } record)
                return record with { Number = number };
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // The document is what counts.
        }
        return new GenerationRecord(
            number, disk.Stat(DocumentPath(number))?.Written ?? DateTimeOffset.UnixEpoch, "unknown", "unknown", null);
    }

    /// <summary>What a power cut left between staging and publishing.</summary>
    private void RemoveLeftovers()
    {
        foreach (var place in (string[])[folder, stateFolder])
        {
            foreach (var name in disk.Names(place).Where(name => name.EndsWith(".new", StringComparison.Ordinal)))
                files.TryDelete(Path.Combine(place, name));
        }
    }

    public void Name(int number, string? checkpoint)
    {
        var staged = RecordPath(number) + ".name.new";
        files.Stage(
            staged, JsonSerializer.Serialize(ReadRecord(number) with { Checkpoint = checkpoint }, GenerationJson.Default.GenerationRecord));
        files.Publish(staged, RecordPath(number));
        byNumber.Remove(number);
    }

    private void Prune()
    {
        var room = Room;
        var left = new List<int>();
        foreach (var (index, number) in Numbers().OrderDescending().Index().ToList())
        {
            var known = Look(number);
            room -= index < Kept ? 0 : known.Length;
            if (index < Kept || (room > 0 && index < Most) || known.Checkpoint is not null)
            {
                left.Add(number);
                continue;
            }
            files.TryDelete(DocumentPath(number));
            files.TryDelete(RecordPath(number));
            if (disk.Stat(DocumentPath(number)) is null)
                byNumber.Remove(number);
            else
                left.Add(number);
        }
        ForgetValues(left);
    }

    private Known Look(int number)
    {
        if (byNumber.TryGetValue(number, out var known))
            return known;
        var record = ReadRecord(number);
        return byNumber[number] = new Known(record.Kept, record.Checkpoint, disk.Stat(DocumentPath(number))?.Length ?? 0);
    }

    /// <summary>A value stays as long as a generation names it and there is room; those of the newest generations always.</summary>
    /// <param name="numbers">The newest first.</param>
    private void ForgetValues(IReadOnlyList<int> numbers)
    {
        const int always = 2;
        var named = new HashSet<string>();
        var room = RoomForValues;
        foreach (var (index, number) in numbers.Index())
        {
            foreach (var address in Look(number).Kept.Addresses.Where(address => !named.Contains(address)))
            {
                room -= index < always ? 0 : values.LengthOf(address);
                if (room >= 0)
                    named.Add(address);
            }
        }
        values.Retain(named);
    }

    private string DocumentPath(int number) => Path.Combine(folder, $"{number:D6}.yaml");

    private string RecordPath(int number) => Path.Combine(folder, $"{number:D6}.json");

    /// <summary>What pruning asks of a generation. <paramref name="Length"/>: of its document, in bytes.</summary>
    private sealed record Known(KeptValues Kept, string? Checkpoint, long Length);

    private sealed class Staged(GenerationFiles store, GenerationRecord record, long length, string suffix) : IStagedGeneration
    {
        public GenerationRecord Record => record;

        public string RecordPath => store.RecordPath(record.Number) + suffix;

        public string DocumentPath => store.DocumentPath(record.Number) + suffix;

        public string StartupPath => store.Startup + suffix;

        /// <summary>The record before its document, which is what makes a generation count. What boots comes last.</summary>
        public void Publish()
        {
            try
            {
                store.files.Publish(RecordPath, store.RecordPath(record.Number));
                store.files.Publish(DocumentPath, store.DocumentPath(record.Number));
                store.files.Publish(StartupPath, store.Startup);
            }
            catch (IOException)
            {
                Withdraw();
                throw;
            }
            store.byNumber[record.Number] = new Known(record.Kept, record.Checkpoint, length);
            store.Prune();
        }

        /// <summary>What does not boot must not stand there as a generation that was confirmed.</summary>
        private void Withdraw()
        {
            try
            {
                if (store.disk.Stat(StartupPath) is null)
                    return;
                if (store.disk.Stat(DocumentPath) is null)
                    store.disk.Rename(store.DocumentPath(record.Number), DocumentPath);
                if (store.disk.Stat(RecordPath) is null)
                    store.disk.Rename(store.RecordPath(record.Number), RecordPath);
            }
            catch (IOException)
            {
                // The reason for being here is on its way to the caller; a disk that refuses this too boots the document of before all the
                // same.
            }
        }

        public void Dispose()
        {
            store.files.TryDelete(RecordPath);
            store.files.TryDelete(DocumentPath);
            store.files.TryDelete(StartupPath);
        }
    }
}

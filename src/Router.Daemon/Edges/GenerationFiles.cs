using System.Globalization;
using System.Text.Json;
using Router.Daemon.Generations;

namespace Router.Daemon.Edges;

/// <summary>
/// <c>STATE/startup.yaml</c> and <c>STATE/generations/NNNNNN.yaml</c> with <c>NNNNNN.json</c> beside each. A generation is
/// there when its YAML is; a missing or broken record costs its remarks alone.
/// </summary>
internal sealed class GenerationFiles(string stateFolder) : IGenerationStore
{
    /// <summary>So many at least, and more while there is room for them.</summary>
    public const int Kept = 50;

    /// <summary>And never more than these, nor more bytes of them than <see cref="Room"/> beside the last <see cref="Kept"/>.</summary>
    public const int Most = 500;

    public const long Room = 16 << 20;

    private readonly string folder = Path.Combine(stateFolder, "generations");
    private int stagings;

    private string Startup => Path.Combine(stateFolder, "startup.yaml");

    public byte[]? ReadStartup() => ReadBytes(Startup);

    public byte[]? Read(int number) => ReadBytes(DocumentPath(number));

    public IReadOnlyList<GenerationRecord> List() => [.. Numbers().OrderDescending().Select(ReadRecord)];

    public IStagedGeneration Stage(string document, DateTimeOffset at, string by, string origin, string? comment)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot write to the state directory {stateFolder}: {exception.Message}", exception);
        }
        var record = new GenerationRecord(Numbers().DefaultIfEmpty().Max() + 1, at, by, origin, comment);
        if (stagings++ == 0)
            RemoveLeftovers();
        var staged = new Staged(this, record, $".{stagings}.new");
        try
        {
            DurableFile.Stage(staged.RecordPath, JsonSerializer.Serialize(record, GenerationJson.Default.GenerationRecord));
            DurableFile.Stage(staged.DocumentPath, document);
            DurableFile.Stage(staged.StartupPath, document);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
        return staged;
    }

    private static byte[]? ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private IEnumerable<int> Numbers() =>
        Directory.Exists(folder)
            ? from path in Directory.EnumerateFiles(folder, "*.yaml")
              let name = Path.GetFileNameWithoutExtension(path)
              where name.Length == 6 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
              select int.Parse(name, CultureInfo.InvariantCulture)
            : [];

    private GenerationRecord ReadRecord(int number)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(RecordPath(number)), GenerationJson.Default.GenerationRecord)! with { Number = number };
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return new GenerationRecord(number, File.GetLastWriteTimeUtc(DocumentPath(number)), "unknown", "unknown", null);
        }
    }

    /// <summary>What a power cut left between staging and publishing.</summary>
    private void RemoveLeftovers()
    {
        foreach (var file in Directory.GetFiles(folder, "*.new").Concat(Directory.GetFiles(stateFolder, "startup.yaml.*.new")))
            DurableFile.TryDelete(file);
    }

    public void Name(int number, string? checkpoint)
    {
        var staged = RecordPath(number) + ".name.new";
        DurableFile.Stage(staged, JsonSerializer.Serialize(ReadRecord(number) with { Checkpoint = checkpoint }, GenerationJson.Default.GenerationRecord));
        DurableFile.Publish(staged, RecordPath(number));
    }

    private void Prune()
    {
        var room = Room;
        foreach (var (index, number) in Numbers().OrderDescending().Index().Skip(Kept).ToList())
        {
            room -= new FileInfo(DocumentPath(number)).Length;
            if ((room > 0 && index < Most) || ReadRecord(number).Checkpoint is not null)
                continue;
            DurableFile.TryDelete(DocumentPath(number));
            DurableFile.TryDelete(RecordPath(number));
        }
    }

    private string DocumentPath(int number) => Path.Combine(folder, $"{number:D6}.yaml");

    private string RecordPath(int number) => Path.Combine(folder, $"{number:D6}.json");

    private sealed class Staged(GenerationFiles store, GenerationRecord record, string suffix) : IStagedGeneration
    {
        public GenerationRecord Record => record;

        public string RecordPath => store.RecordPath(record.Number) + suffix;

        public string DocumentPath => store.DocumentPath(record.Number) + suffix;

        public string StartupPath => store.Startup + suffix;

        public void Publish()
        {
            DurableFile.Publish(RecordPath, store.RecordPath(record.Number));
            DurableFile.Publish(DocumentPath, store.DocumentPath(record.Number));
            DurableFile.Publish(StartupPath, store.Startup);
            store.Prune();
        }

        public void Dispose()
        {
            DurableFile.TryDelete(RecordPath);
            DurableFile.TryDelete(DocumentPath);
            DurableFile.TryDelete(StartupPath);
        }
    }
}

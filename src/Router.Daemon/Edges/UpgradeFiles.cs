using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Router.Daemon.Upgrades;

namespace Router.Daemon.Edges;

/// <summary>What the device remembers of upgrades, below <c>upgrade</c> in its state. A damaged file is as none.</summary>
internal sealed class UpgradeFiles(string state, IDisk disk)
{
    private readonly DurableFile files = new(disk);

    private string Folder => Path.Combine(state, "upgrade");

    /// <summary>It is also what the script that watches a trial goes by.</summary>
    public Trial? Trial => Read("trial.json", UpgradeJson.Default.Trial);

    public TrialOutcome? Last => Read("last.json", UpgradeJson.Default.TrialOutcome);

    /// <summary>What was said of a trial that was ended by that script; null: nothing.</summary>
    public string? Words => disk.Read(At("words")) is { } words ? System.Text.Encoding.UTF8.GetString(words).Trim() : null;

    public SlotImage? Image(string slot) => Read($"slot-{slot}.json", UpgradeJson.Default.SlotImage);

    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Begin(Trial trial, SlotImage? image)
    {
        if (image is not null)
            Write($"slot-{trial.Slot}.json", image, UpgradeJson.Default.SlotImage);
        files.TryDelete(At("words"));
        Write("trial.json", trial, UpgradeJson.Default.Trial);
    }

    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void End(TrialOutcome outcome)
    {
        Write("last.json", outcome, UpgradeJson.Default.TrialOutcome);
        Forget();
    }

    /// <summary>No trial is under way.</summary>
    public void Forget()
    {
        disk.Delete(At("trial.json"));
        files.TryDelete(At("words"));
    }

    /// <summary>Of an image that no upgrade brought.</summary>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Know(string slot, SlotImage image)
    {
        if (Image(slot) is not { } known || known.RootHash != image.RootHash)
            Write($"slot-{slot}.json", image, UpgradeJson.Default.SlotImage);
    }

    private string At(string name) => Path.Combine(Folder, name);

    private T? Read<T>(string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return disk.Read(At(name)) is { } json ? JsonSerializer.Deserialize(json, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write<T>(string name, T value, JsonTypeInfo<T> type)
    {
        disk.MakeFolder(Folder);
        files.Stage($"{At(name)}.new", JsonSerializer.SerializeToUtf8Bytes(value, type));
        files.Publish($"{At(name)}.new", At(name));
    }
}

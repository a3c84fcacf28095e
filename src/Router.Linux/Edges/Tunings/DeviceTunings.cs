using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Linux.Edges.Tunings;

/// <summary>Settings of ports and lamps, as they are and as they are to be.</summary>
internal sealed class DeviceTunings(LinuxPaths paths)
{
    private readonly TuningNotes notes = new(Path.Combine(paths.Runtime, "tunings"));

    /// <summary>Those that are wanted, and those that were changed for a document before.</summary>
    public ValueMap<TuningKey, ObservedTuning> Read(
        ValueMap<TuningKey, DesiredTuning> wanted, ValueMap<string, ObservedLink> links)
    {
        var former = notes.Read();
        if (wanted.Count == 0 && former.Count == 0)
            return ValueMap<TuningKey, ObservedTuning>.Empty;
        var found = new List<KeyValuePair<TuningKey, ObservedTuning>>();
        PortSettings? ports = null;
        try
        {
            foreach (var key in wanted.Keys.Union(former.Keys))
            {
                var hint = wanted.TryGetValue(key, out var want) ? want.Value : former[key];
                var value = key.Kind switch
                {
                    TuningKind.Led => LedFiles.Read(key.Device),
                    TuningKind.Steering => SteeringFiles.Read(key, links, hint),
                    _ when links.TryGetValue(key.Device, out var link) => (ports ??= new PortSettings()).Read(link.Index, key.Word, hint),
                    _ => null,
                };
                if (value is not null)
                    found.Add(new(key, new ObservedTuning(value, former.GetValueOrDefault(key))));
            }
        }
        finally
        {
            ports?.Dispose();
        }
        return found.ToValueMap(found.Count);
    }

    /// <exception cref="ApplyException">The device refuses, and that is not to be.</exception>
    public async Task SetAsync(Change.SetTuning change, Func<string, int> index, CancellationToken stopping)
    {
        var (key, value, before) = change;
        notes.Meet(key, value, before);
        try
        {
            switch (key.Kind)
            {
                case TuningKind.Led: await LedFiles.WriteAsync(key.Device, value, stopping); break;
                case TuningKind.Steering: SteeringFiles.Write(key, value); break;
                default:
                    using (var ports = new PortSettings())
                        ports.Write(index(key.Device), key.Word, value, $"{key} {value}");
                    break;
            }
        }
        catch (Exception exception) when (exception is ApplyException or IOException or UnauthorizedAccessException)
        {
            // It is what it was, and nobody changed it.
            notes.Meet(key, before, before);
            if (!change.Optional)
                throw exception as ApplyException ?? new ApplyException($"{key} {value}", 0, exception.Message, exception);
        }
    }
}

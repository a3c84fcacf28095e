namespace Router.Fleet.Rollouts;

/// <summary>In which order devices come, and when no more do.</summary>
public sealed record RolloutSettings
{
    /// <summary>So many go first, alone; all of them have to fare well.</summary>
    public int Canary { get; init; }

    /// <summary>Devices of each wave after them; null: all the others at once.</summary>
    public WaveSize? Wave { get; init; }

    /// <summary>Where more than these have fared badly, no other one is begun.</summary>
    public int MaxFailures { get; init; } = int.MaxValue;

    /// <summary>Between two waves.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Connections at once; as many again for devices that are waited for.</summary>
    public int Parallel { get; init; } = 64;

    /// <summary>How many devices each wave has.</summary>
    public IReadOnlyList<int> Waves(int devices)
    {
        var waves = new List<int>();
        var left = devices;
        void Take(int count)
        {
            var taken = Math.Min(count, left);
            if (taken > 0)
                waves.Add(taken);
            left -= taken;
        }
        Take(Canary);
        var size = Wave?.Of(devices) ?? left;
        while (left > 0)
            Take(Math.Max(1, size));
        return waves;
    }
}

/// <summary>A number of devices, or a share of all (rounded up).</summary>
public readonly record struct WaveSize(int Number, bool IsPercent)
{
    /// <summary><c>10</c> or <c>10%</c>; null: neither.</summary>
    public static WaveSize? Parse(string text)
    {
        var isPercent = text.EndsWith('%');
        return int.TryParse(isPercent ? text[..^1] : text, System.Globalization.NumberStyles.None, null, out var number)
            && number > 0 && number <= (isPercent ? 100 : 100_000)
            ? new WaveSize(number, isPercent)
            : null;
    }

    public int Of(int devices) => IsPercent ? (int)Math.Ceiling(devices * Number / 100.0) : Number;
}

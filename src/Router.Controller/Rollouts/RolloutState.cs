using System.Text.Json.Serialization;
using Router.Api.Controllers;

namespace Router.Controller.Rollouts;

/// <summary>What is kept of a rollout; the documents are with the devices.</summary>
[GenerateSerializer]
internal sealed class RolloutState
{
    [Id(0)]
    public string Id { get; set; } = "";

    [Id(1)]
    public RolloutStage Stage { get; set; }

    [Id(2)]
    public string By { get; set; } = "";

    [Id(3)]
    public DateTimeOffset At { get; set; }

    [Id(4)]
    public string? ApprovedBy { get; set; }

    [Id(5)]
    public string? Why { get; set; }

    /// <summary>See <see cref="RolloutOrder"/>.</summary>
    [Id(6)]
    public int Canary { get; set; }

    [Id(7)]
    public int WaveSize { get; set; }

    [Id(8)]
    public int MaxFailures { get; set; }

    [Id(9)]
    public int PauseSeconds { get; set; }

    [Id(10)]
    public int WithinSeconds { get; set; }

    /// <summary>Which wave is under way, from 0.</summary>
    [Id(11)]
    public int Wave { get; set; } = -1;

    /// <summary>When the next wave begins; null: this one is not over.</summary>
    [Id(12)]
    public DateTimeOffset? NextAt { get; set; }

    [Id(13)]
    public List<RolloutPart> Parts { get; set; } = [];

    /// <summary>How many devices each wave has.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Waves => new Router.Fleet.Rollouts.RolloutSettings
    {
        Canary = Canary,
        Wave = WaveSize > 0 ? new(WaveSize, IsPercent: false) : null,
    }.Waves(Parts.Count);
}

[GenerateSerializer]
internal enum RolloutStage
{
    /// <summary>For somebody to approve it.</summary>
    Waiting,
    Running,

    /// <summary>Too many fared badly.</summary>
    Halted,

    /// <summary>By an operator.</summary>
    Stopped,
    Done,
}

/// <summary>One device's part of it.</summary>
[GenerateSerializer]
internal sealed class RolloutPart
{
    [Id(0)]
    public string Device { get; set; } = "";

    [Id(1)]
    public PartState State { get; set; }

    [Id(2)]
    public string Detail { get; set; } = "";

    [Id(3)]
    public long Revision { get; set; }

    [Id(4)]
    public DateTimeOffset? AssignedAt { get; set; }
}

[GenerateSerializer]
internal enum PartState
{
    Waiting,
    Assigned,
    Applied,
    Failed,

    /// <summary>It has not said in time what became of it.</summary>
    Late,
    Skipped,
}

namespace Router.Controller.Devices;

/// <summary>What a device is to run.</summary>
[GenerateSerializer]
internal sealed record Assignment
{
    [Id(0)]
    public required string Rollout { get; init; }

    [Id(1)]
    public required string Document { get; init; }

    [Id(2)]
    public Dictionary<string, string> Secrets { get; init; } = [];

    [Id(3)]
    public Dictionary<string, string> SetFiles { get; init; } = [];

    [Id(4)]
    public int ConfirmSeconds { get; init; }

    [Id(5)]
    public string? Comment { get; init; }

    /// <summary>0: it is proposed.</summary>
    [Id(6)]
    public long Revision { get; init; }

    // Secrets stay out of logs and error texts.
    public override string ToString() => $"Assignment {{ Rollout = {Rollout}, Revision = {Revision} }}";
}

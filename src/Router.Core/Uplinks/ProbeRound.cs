using Router.Documents;

namespace Router.Core.Uplinks;

/// <summary>All targets of an uplink asked at once.</summary>
/// <param name="Sent">When, since the machine started.</param>
public sealed record ProbeRound(TimeSpan Sent, ValueList<ProbeAnswer> Answers)
{
    public bool IsAnswered => Answers.Any(answer => answer.Delay is not null);
}

/// <summary>Null: it did not answer in time.</summary>
public readonly record struct ProbeAnswer(ProbeTarget Target, TimeSpan? Delay);

/// <summary>What the last rounds say of a target.</summary>
/// <param name="Loss">Percent.</param>
/// <param name="Delay">On average; null: none was answered.</param>
public readonly record struct ProbeQuality(ProbeTarget Target, int Loss, TimeSpan? Delay);

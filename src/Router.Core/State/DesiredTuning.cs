namespace Router.Core.State;

/// <summary>
/// What a setting of a device is to be, as text that the edge understands. <paramref name="Optional"/>: nothing is wrong where the device
/// does not have it, or refuses it.
/// </summary>
public sealed record DesiredTuning(string Value, bool Optional = false);

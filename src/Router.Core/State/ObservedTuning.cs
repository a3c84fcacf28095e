namespace Router.Core.State;

/// <summary>
/// What a setting of a device is. <paramref name="Former"/>: what it was before this daemon changed it, noted where it outlives the daemon
/// and not the boot; null: it did not.
/// </summary>
public sealed record ObservedTuning(string Value, string? Former = null);

namespace Router.Api.Controllers;

/// <summary>What a controller knows of a device.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>same</c>, <c>pending</c>, <c>failed</c>, <c>differs</c>, <c>unassigned</c>, <c>unknown</c> (it never said), or
/// <c>no-certificate</c>.</param>
/// <param name="Revision">What it is to run; 0: nothing.</param>
/// <param name="Detail">Why it failed, or is not believed; else empty.</param>
/// <param name="Seen">When it was last heard of, by the controller's clock; null: not since the controller has started.</param>
/// <param name="Stated">When its last statement was heard.</param>
/// <param name="Serial">The number of that.</param>
/// <param name="Runs">SHA-256 of the document that it runs, by its statement.</param>
/// <param name="Since">Since when, by its clock.</param>
/// <param name="By">Who committed that there.</param>
/// <param name="Version">Of its program.</param>
/// <param name="Rollout">Which rollout gave it what it is to run.</param>
public sealed record DeviceStanding(
    string Name, string State, long Revision, string Detail, DateTimeOffset? Seen, DateTimeOffset? Stated, long? Serial, string? Runs,
    DateTimeOffset? Since, string? By, string? Version, string? Rollout);

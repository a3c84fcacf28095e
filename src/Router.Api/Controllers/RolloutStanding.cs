namespace Router.Api.Controllers;

/// <summary>How far a rollout has come.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Stage"><c>waiting</c> (for its approval), <c>running</c>, <c>halted</c>, <c>stopped</c>, <c>done</c>.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="At">When.</param>
/// <param name="ApprovedBy">Null: nobody did, or nobody had to.</param>
/// <param name="Wave">From 1; 0: none has begun.</param>
/// <param name="Waves">How many there are.</param>
/// <param name="Why">Why it was halted or stopped.</param>
/// <param name="Devices">In their order.</param>
public sealed record RolloutStanding(
    string Id, string Stage, string By, DateTimeOffset At, string? ApprovedBy, int Wave, int Waves, string? Why,
    IReadOnlyList<RolloutDevice> Devices);

/// <summary>One device's part of it.</summary>
/// <param name="Device">Its name.</param>
/// <param name="State"><c>waiting</c>, <c>assigned</c>, <c>applied</c>, <c>failed</c>, <c>late</c>, <c>skipped</c>.</param>
/// <param name="Detail">Why it failed; else empty.</param>
public sealed record RolloutDevice(string Device, string State, string Detail);

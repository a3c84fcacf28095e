namespace Router.Controller.Rollouts;

/// <summary>A rollout, by identifier.</summary>
internal interface IRolloutGrain : IGrainWithStringKey
{
    /// <summary>Begins, or waits for somebody to approve it.</summary>
    Task StartAsync(RolloutState order, bool needsApproval);

    /// <summary>Null: it may begin now. Else why not.</summary>
    Task<string?> ApproveAsync(string by);

    /// <summary>Null: no other device is begun. Else why not.</summary>
    Task<string?> StopAsync(string by);

    /// <summary>Null: there is none of that identifier.</summary>
    Task<RolloutState?> StandAsync();

    /// <summary>Goes on, where it is under way: after a start of the controller.</summary>
    Task WakeAsync();
}

using Router.Controller.Audit;
using Router.Controller.Devices;
using Router.Controller.Storage;

namespace Router.Controller.Rollouts;

/// <summary>
/// Gives devices their documents wave by wave. A timer looks while it is in memory; a reminder brings it back after its controller was
/// lost.
/// </summary>
internal sealed class RolloutGrain([PersistentState("rollout", StorageNames.Main)] IPersistentState<RolloutState> state, TimeProvider time)
    : Grain, IRolloutGrain, IRemindable
{
    private const string Reminder = "go-on";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Orleans has none that is shorter.</summary>
    private static readonly TimeSpan Remind = TimeSpan.FromMinutes(1);

    private IGrainTimer? timer;

    private RolloutState Now => state.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists && Now.Id != this.GetPrimaryKeyString())
            throw new InvalidOperationException($"the storage has the state of {Now.Id} in place of that of {this.GetPrimaryKeyString()}");
        if (Now.Stage == RolloutStage.Running)
            Watch();
        return Task.CompletedTask;
    }

    public async Task StartAsync(RolloutState order, bool needsApproval)
    {
        if (state.RecordExists)
            return;
        state.State = order;
        Now.Stage = needsApproval ? RolloutStage.Waiting : RolloutStage.Running;
        await SaveAsync();
        if (!needsApproval)
            await BeginAsync();
    }

    public async Task<string?> ApproveAsync(string by)
    {
        if (Now.Stage != RolloutStage.Waiting || !state.RecordExists)
            return "it does not wait to be approved";
        if (Now.By == by)
            return "somebody else has to approve it";
        (Now.ApprovedBy, Now.Stage) = (by, RolloutStage.Running);
        await SaveAsync();
        await AuditAsync(by, "approve", Now.Id);
        await BeginAsync();
        return null;
    }

    public async Task<string?> StopAsync(string by)
    {
        if (Now.Stage is not (RolloutStage.Waiting or RolloutStage.Running) || !state.RecordExists)
            return "it is over";
        RolloutMachine.Halt(Now, RolloutStage.Stopped, $"stopped by {by}");
        await EndAsync();
        return null;
    }

    public Task<RolloutState?> StandAsync() => Task.FromResult(state.RecordExists ? Now : null);

    public Task WakeAsync() => Task.CompletedTask;

    public Task ReceiveReminder(string reminderName, TickStatus status) =>
        Now.Stage == RolloutStage.Running ? Task.CompletedTask : ForgetReminderAsync();

    private async Task BeginAsync()
    {
        await this.RegisterOrUpdateReminder(Reminder, Remind, Remind);
        Watch();
    }

    private void Watch() => timer ??= this.RegisterGrainTimer(StepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Look)
    {
        KeepAlive = true,
    });

    private async Task StepAsync(CancellationToken stopping)
    {
        if (Now.Stage != RolloutStage.Running)
            return;
        var before = Fingerprint();
        var open = Now.Parts.Where(part => part.State is PartState.Assigned or PartState.Late).ToList();
        var standings = await Task.WhenAll(open.Select(async part => (part.Device, await Device(part.Device).StandAsync())));
        var give = RolloutMachine.Step(Now, standings.ToDictionary(pair => pair.Device, pair => pair.Item2), time.GetUtcNow());
        await Task.WhenAll(give.Select(GiveAsync));
        if (Now.Stage != RolloutStage.Running)
            await EndAsync();
        else if (Fingerprint() != before)
            await SaveAsync();
    }

    private async Task GiveAsync(RolloutPart part)
    {
        part.Revision = await Device(part.Device).AssignAsync(Now.Id);
        part.AssignedAt = time.GetUtcNow();
        (part.State, part.Detail) = part.Revision > 0
            ? (PartState.Assigned, "")
            : (PartState.Failed, "another rollout was ordered for it since");
    }

    /// <summary>Who has not applied it by now shall not do so later, unless all others did.</summary>
    private async Task EndAsync()
    {
        timer?.Dispose();
        timer = null;
        if (Now.Stage != RolloutStage.Done)
        {
            var open = Now.Parts.Where(part => part.State is PartState.Assigned or PartState.Late or PartState.Failed);
            await Task.WhenAll(open.Select(part => Device(part.Device).WithdrawAsync(Now.Id)));
        }
        await SaveAsync();
        var why = Now.Why is { } said ? $": {said}" : "";
        await AuditAsync("controller", "rollout", $"{Now.Id} {Now.Stage.ToString().ToLowerInvariant()}{why}");
        await ForgetReminderAsync();
    }

    private Task AuditAsync(string by, string verb, string detail) =>
        GrainFactory.GetGrain<IAuditGrain>(0).WriteAsync(by, verb, [.. Now.Parts.Select(part => part.Device)], detail);

    private async Task ForgetReminderAsync()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private async Task SaveAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is kept.
            DeactivateOnIdle();
            throw;
        }
    }

    private string Fingerprint() =>
        $"{Now.Stage} {Now.Wave} {Now.NextAt} {string.Join(' ', Now.Parts.Select(part => $"{part.State} {part.Revision}"))}";

    private IDeviceGrain Device(string name) => GrainFactory.GetGrain<IDeviceGrain>(name);
}

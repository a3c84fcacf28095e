using Router.Controller.Storage;

namespace Router.Controller.Registry;

internal sealed class RegistryGrain([PersistentState("registry", StorageNames.Main)] IPersistentState<RegistryState> state)
    : Grain, IRegistryGrain
{
    private const int KeptRollouts = 100;

    public async Task AddDeviceAsync(string name)
    {
        if (state.State.Devices.Add(name))
            await state.WriteStateAsync();
    }

    public Task<string[]> DevicesAsync() => Task.FromResult(state.State.Devices.ToArray());

    public async Task AddRolloutAsync(string id)
    {
        state.State.Rollouts.Insert(0, id);
        if (state.State.Rollouts.Count > KeptRollouts)
            state.State.Rollouts.RemoveRange(KeptRollouts, state.State.Rollouts.Count - KeptRollouts);
        await state.WriteStateAsync();
    }

    public Task<string[]> RolloutsAsync() => Task.FromResult(state.State.Rollouts.ToArray());
}

internal sealed class RegistryState
{
    public SortedSet<string> Devices { get; set; } = new(StringComparer.Ordinal);

    public List<string> Rollouts { get; set; } = [];
}

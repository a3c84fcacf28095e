namespace Router.Controller.Registry;

/// <summary>What there is, one for all controllers.</summary>
internal interface IRegistryGrain : IGrainWithIntegerKey
{
    Task AddDeviceAsync(string name);

    Task<string[]> DevicesAsync();

    Task AddRolloutAsync(string id);

    /// <summary>The last hundred, the newest first.</summary>
    Task<string[]> RolloutsAsync();
}

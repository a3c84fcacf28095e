using Router.Api.Contract;

namespace Router.Fleet.Push;

/// <summary>What a device can do: a new configuration must not make less of it.</summary>
/// <param name="Failing">Services that are wanted and do not run, with the reason.</param>
/// <param name="Meshes">Those that are up.</param>
internal sealed record DeviceHealth(IReadOnlyDictionary<string, string> Failing, IReadOnlySet<string> Meshes)
{
    /// <summary>What a device does not answer counts for nothing.</summary>
    public static async Task<DeviceHealth> ReadAsync(IDeviceSession session, CancellationToken stopping)
    {
        var services = await session.AskAsync<Response.Services>("show services --json", stopping);
        var meshes = await session.AskAsync<Response.Meshes>("show mesh --json", stopping);
        return new DeviceHealth(
            (services?.Items ?? []).Where(service => service is { Wanted: true, Running: false })
                .ToDictionary(service => service.Name, service => service.Reason ?? "it does not run"),
            (meshes?.Items ?? []).Where(mesh => mesh.State == "up").Select(mesh => mesh.Name).ToHashSet());
    }

    /// <summary>What was right before and is not now.</summary>
    public IReadOnlyList<string> WorseThan(DeviceHealth before) =>
    [
        .. Failing.Where(service => !before.Failing.ContainsKey(service.Key)).Select(service => $"service {service.Key}: {service.Value}"),
        .. before.Meshes.Except(Meshes).Select(mesh => $"mesh {mesh} is not up any more"),
    ];
}

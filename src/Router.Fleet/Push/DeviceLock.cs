using Router.Api.Contract;
using Router.Documents;

namespace Router.Fleet.Push;

/// <summary>The lock of a device, which keeps all others off it for a while, and ends by itself.</summary>
/// <param name="name">What it is called; null: none is wanted.</param>
/// <param name="minutes">How long it lasts, unless it is released.</param>
internal sealed class DeviceLock(string? name, int minutes)
{
    public const string Unknown = "its release knows no lock: another desk could have pushed at the same time";

    private const int MinutesAfterTheWindow = 3;

    /// <summary>For a push: as long as its window, and some minutes.</summary>
    public static DeviceLock Of(PushSettings settings) =>
        new(settings.DryRun ? null : settings.Lock, settings.ConfirmMinutes + MinutesAfterTheWindow);

    /// <summary>The device's release has none.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>What a commit says of it.</summary>
    public string Option => IsWanted && !IsUnknown ? $" --lock {Name}" : "";

    private bool IsWanted => name is not null;

    private string Name => ConfigPath.Quote(name!);

    /// <summary>Null: it is ours, or there is none.</summary>
    public async Task<PushReport?> TakeAsync(IDeviceSession session, string device, CancellationToken stopping)
    {
        if (!IsWanted)
            return null;
        var answer = await session.RunAsync(
            $"lock {Name} --minutes {minutes} --json", default, stopping);
        if (ApiAnswer.Read<Response.CommitLock>(answer.Out) is not null)
            return null;
        if (ApiAnswer.Read<Response.Failed>(answer.Out) is not null)
            return DeviceAnswers.Refused(device, "lock", answer);
        IsUnknown = true;
        return null;
    }

    /// <summary>What keeps it from ending does not matter: it has its time.</summary>
    public async Task ReleaseAsync(IDeviceSession session, CancellationToken stopping)
    {
        if (!IsWanted || IsUnknown)
            return;
        try
        {
            await session.RunAsync($"unlock {Name} --json", default, stopping);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The report of the device is what counts.
        }
    }
}

namespace Router.Boot.Tests.Mesh;

/// <summary>How a pairing of this router's daemon and FRR's ends: who says that a peer is gone, and who takes notice.</summary>
public abstract class PairingTest(MeshLab lab) : MeshTest(lab)
{
    internal Task AssertPurgesAsync(string hub, string first, string second) =>
        second == "router" ? SecondStopsAsync(hub, first) : hub == "router" ? HubPurgesAsync(first) : FirstPurgesAsync();

    /// <summary>A spoke that stops takes its registration back, and tells those who asked for it.</summary>
    private async Task SecondStopsAsync(string hub, string first)
    {
        await Lab.RunAsync("stop_router 2 TERM");
        await Lab.RunAsync(hub == "router" ? "until_true 60 forgot router 0 10.255.0.3" : "sleep 1; knows frr 0 10.255.0.3");
        await AssertShortcutEndsAsync(first);
    }

    private async Task HubPurgesAsync(string first)
    {
        await Lab.RunAsync("console 0 mesh purge 10.255.0.3; until_true 60 forgot router 0 10.255.0.3");
        await AssertShortcutEndsAsync(first);
    }

    private async Task FirstPurgesAsync() =>
        await Lab.RunAsync("console 1 mesh purge; until_true 60 no_shortcut 1 2; until_true 60 shows 1 registered show mesh");

    private async Task AssertShortcutEndsAsync(string first) =>
        await Lab.RunAsync(first == "router" ? "until_true 60 no_shortcut 1 2" : "sleep 1; shortcut 1 2");
}

using Router.Api.Controllers;

namespace Router.Controller.Tests;

/// <summary>Orders of tests.</summary>
internal static class Orders
{
    public const string Controller = "controller: { urls: [\"https://controller.example:8443\"], identity: !secret me, ca: !secret ca }";

    public static string Document(string hostname) => $"version: 1\nsystem:\n  hostname: {hostname}\n  {Controller}\n";

    public static RolloutOrder For(params string[] devices) => new(
        [.. devices.Select(name => new OrderedDocument(
            name, Document(name), new Dictionary<string, string> { ["psk"] = $"secret of {name}" }, new Dictionary<string, string>()))],
        Canary: 0, Wave: 0, MaxFailures: 0, PauseSeconds: 0, WithinSeconds: 60, ConfirmSeconds: 60, Comment: "a try");
}

using Router.Core.Values;
using Router.Ctl.Cli;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Ctl.Run;

/// <summary>The document that a machine of <c>routerctl run</c> boots with: the one given, and a way in for whoever runs it.</summary>
internal static class RunDocument
{
    public const string User = "admin";

    private const string Rule = "ssh from the host";

    /// <summary>Adds the user with the key, and lets SSH in by the port that leads to the host.</summary>
    /// <exception cref="Failure">The document has no zone on that port, or is written in a way that cannot be edited.</exception>
    public static ConfigDocument WithAccess(ConfigDocument document, string publicKey)
    {
        var config = document.Reading.Config;
        var zone = OutsideZone(config) ?? throw Failure.Input(
            "no interface of the document uses the port @wan and has a zone, so nothing could reach this router",
            "give one of them 'device: \"@wan\"', 'dhcp: true' and a zone");
        IReadOnlyList<string>[] settings =
        [
            ["system", "users", User, "role", "admin"],
            ["system", "users", User, "keys", publicKey],
            ["services", "ssh", "zones", zone],
            ["firewall", "rules", Rule, "from", zone],
            ["firewall", "rules", Rule, "to", "router"],
            ["firewall", "rules", Rule, "service", "ssh"],
            ["firewall", "rules", Rule, "action", "accept"],
        ];
        document = Apply(document.Insert(["firewall", "rules", Rule, "first"]));
        return settings.Aggregate(document, (changed, words) => Apply(changed.Set(words)));
    }

    /// <summary>The secrets that are passwords of users: others have a form that a made-up one has not.</summary>
    public static IReadOnlySet<string> Passwords(RouterConfig config) =>
        config.System.Users.Values.Select(u => u.Password?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static string? OutsideZone(RouterConfig config) => config.Interfaces.Values
        .Where(i => i.Zone is not null && i.Device is { } device
            && (device == DeviceReference.Parse("@wan") || device == DeviceReference.Parse("eth0")))
        .Select(i => i.Zone)
        .FirstOrDefault();

    private static ConfigDocument Apply(ConfigEdit edit) =>
        edit.Document ?? throw Failure.Input($"{edit.Problem!.Value.Path}: {edit.Problem.Value.Message}", edit.Problem.Value.Hint);
}

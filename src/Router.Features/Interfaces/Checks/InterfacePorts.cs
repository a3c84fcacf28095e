using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Documents.Shapes;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>Ports: each has one user, and the board's roles exist.</summary>
internal static class InterfacePorts
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        var users = new Dictionary<string, string>();
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (config.Device is { } device)
                Claim(subject, findings, users, name, config, device, several: false);
            foreach (var port in config.Members)
                Claim(subject, findings, users, name, config, port, several: true);
        }
        foreach (var (name, config) in subject.Config.Interfaces.Where(i => i.Value.HasOwnName))
            Name(subject, findings, users, name, config);
    }

    /// <summary>The kernel has one link of a name: what is made must not be called as a port is.</summary>
    private static void Name(
        ValidationSubject subject, Findings findings, Dictionary<string, string> users, string name, InterfaceConfig config)
    {
        if (users.TryGetValue(name, out var user) && user != name
            && (config.Bridge is not null || !subject.Config.Interfaces[user].Members.Any(m => m.Value == name)))
            Refuse($"the {What()} has the name of a port that {user} uses");
        else if (LinkNames.IsPortOfBoard(subject, name))
            Refuse($"the {What()} has the name of a port of this board");
        else if (CarriedName.CheckMadeLink(name) is { } wrong)
            Refuse($"as the name of a {What()} {Words.Shown(name)} {wrong}");

        void Refuse(string message) => findings.Refuse(
            ["interfaces", name], message,
            name.Length > CarriedName.LongestLink ? "choose a shorter name" : $"choose another name for the {What()}");

        string What() => config.Bridge is null ? config.Virtual.Keys.First() : "bridge";
    }

    public static string[] PathOf(string name, InterfaceConfig config, DeviceReference port) => config.Bridge is null
        ? ["interfaces", name, config.Virtual.Keys.First(), "members", $"{port}"]
        : ["interfaces", name, "bridge", $"{port}"];

    private static void Claim(
        ValidationSubject subject, Findings findings, Dictionary<string, string> users,
        string name, InterfaceConfig config, DeviceReference device, bool several)
    {
        var roles = subject.Around.Board.Roles;
        var ports = device.Kind == DeviceReferenceKind.Role && roles.TryGetValue(device.Value, out var known) ? known : [$"{device}"];
        if (device.Kind == DeviceReferenceKind.Role && roles.Count > 0 && !roles.ContainsKey(device.Value))
            findings.Unknown(Path(), "role", $"{device}", roles.Keys.Select(role => $"@{role}"));
        if (!several && ports.Count > 1)
            findings.Refuse(
                Path(), $"{device} is {ports.Count} ports: {string.Join(", ", ports)}", "name one of them, or make a bridge of them");
        if (device is { Kind: DeviceReferenceKind.Name, Value: "lo" })
            findings.Refuse(Path(), "lo is the kernel's loopback", "say loopback: true");
        foreach (var port in ports)
        {
            if (!users.TryAdd(port, name))
                findings.Refuse(
                    Path(), $"{port} is used {(users[port] == name ? "twice" : $"by {users[port]} already")}",
                    "a port has one interface or bridge");
        }

        string[] Path() => several ? PathOf(name, config, device) : ["interfaces", name, "device"];
    }
}

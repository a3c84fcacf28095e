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
                Claim(subject, findings, users, name, device, ["interfaces", name, "device"], several: false);
            foreach (var port in config.Members)
                Claim(subject, findings, users, name, port, PathOf(name, config, port), several: true);
        }
        foreach (var (name, config) in subject.Config.Interfaces.Where(i => i.Value.HasOwnName))
            Name(subject, findings, users, name, config);
    }

    /// <summary>The kernel has one link of a name: what is made must not be called as a port is.</summary>
    private static void Name(
        ValidationSubject subject, Findings findings, Dictionary<string, string> users, string name, InterfaceConfig config)
    {
        string[] path = ["interfaces", name];
        var what = config.Bridge is null ? config.Virtual.Keys.First() : "bridge";
        var hint = $"choose another name for the {what}";
        if (users.TryGetValue(name, out var user) && user != name
            && (config.Bridge is not null || !subject.Config.Interfaces[user].Members.Any(m => m.Value == name)))
            findings.Refuse(path, $"the {what} has the name of a port that {user} uses", hint);
        else if (LinkNames.IsPortOfBoard(subject, name))
            findings.Refuse(path, $"the {what} has the name of a port of this board", hint);
        else if (CarriedName.CheckMadeLink(name) is { } wrong)
            findings.Refuse(
                path, $"as the name of a {what} {Words.Shown(name)} {wrong}", name.Length > 15 ? "choose a shorter name" : hint);
    }

    public static string[] PathOf(string name, InterfaceConfig config, DeviceReference port) => config.Bridge is null
        ? ["interfaces", name, config.Virtual.Keys.First(), "members", $"{port}"]
        : ["interfaces", name, "bridge", $"{port}"];

    private static void Claim(
        ValidationSubject subject, Findings findings, Dictionary<string, string> users,
        string name, DeviceReference device, IReadOnlyList<string> path, bool several)
    {
        var roles = subject.Around.Ports.Roles;
        var ports = device.Kind == DeviceReferenceKind.Role && roles.TryGetValue(device.Value, out var known) ? known : [$"{device}"];
        if (device.Kind == DeviceReferenceKind.Role && roles.Count > 0 && !roles.ContainsKey(device.Value))
            findings.Unknown(path, "role", $"{device}", roles.Keys.Select(role => $"@{role}"));
        if (!several && ports.Count > 1)
            findings.Refuse(
                path, $"{device} is {ports.Count} ports: {string.Join(", ", ports)}", "name one of them, or make a bridge of them");
        if (device is { Kind: DeviceReferenceKind.Name, Value: "lo" })
            findings.Refuse(path, "lo is the kernel's loopback", "say loopback: true");
        foreach (var port in ports)
        {
            if (!users.TryAdd(port, name))
                findings.Refuse(
                    path, $"{port} is used {(users[port] == name ? "twice" : $"by {users[port]} already")}",
                    "a port has one interface or bridge");
        }
    }
}

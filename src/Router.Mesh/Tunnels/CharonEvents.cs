using System.Globalization;
using System.Net;
using Router.Wire.Vici;

namespace Router.Mesh.Tunnels;

/// <summary>What charon tells of security associations, read leniently: what is not understood is left out.</summary>
public static class CharonEvents
{
    /// <summary>Those that stand in a <c>child-updown</c> or <c>list-sa</c>, each with its mesh.</summary>
    public static IEnumerable<(string Mesh, Association Association)> Associations(ViciSection content)
    {
        foreach (var (_, ike) in content.Sections)
        {
            foreach (var (_, child) in ike.Section("child-sas")?.Sections ?? [])
            {
                if (Read(ike, child) is { } association && child.Text("name") is { } mesh && IsInstalled(child))
                    yield return (mesh, association);
            }
        }
    }

    /// <summary>Whether a <c>list-sa</c> is of a negotiation that somebody at that address began, and that is not over.</summary>
    public static bool IsBegunBy(ViciSection content, IPAddress nbma) => content.Sections.Any(ike =>
        ike.Content.Text("initiator") != "yes" && ike.Content.Text("state") is "CREATED" or "CONNECTING"
        && IPAddress.TryParse(ike.Content.Text("remote-host"), out var remote) && remote.Equals(nbma));

    /// <summary>Those that a <c>child-updown</c> says are gone, each with its negotiation's number.</summary>
    public static IEnumerable<(uint Id, uint Ike)> Ended(ViciSection content) =>
        from ike in content.Sections
        from child in ike.Content.Section("child-sas")?.Sections ?? []
        let id = Number(child.Content.Text("uniqueid"))
        where id is not null
        select (id.Value, Number(ike.Content.Text("uniqueid")) ?? 0);

    /// <summary>Of a <c>child-rekey</c>: the number before, and what is in its place.</summary>
    public static IEnumerable<(string Mesh, uint Before, Association After)> Rekeyed(ViciSection content)
    {
        foreach (var (_, ike) in content.Sections)
        {
            foreach (var (_, child) in ike.Section("child-sas")?.Sections ?? [])
            {
                if (child.Section("old") is { } old && child.Section("new") is { } fresh
                    && Number(old.Text("uniqueid")) is { } before && Read(ike, fresh) is { } after && fresh.Text("name") is { } mesh)
                    yield return (mesh, before, after);
            }
        }
    }

    /// <summary>Of an <c>ike-rekey</c>: the numbers before and after.</summary>
    public static IEnumerable<(uint Before, uint After)> NegotiationsRekeyed(ViciSection content) =>
        from section in content.Sections
        let before = Number(section.Content.Section("old")?.Text("uniqueid"))
        let after = Number(section.Content.Section("new")?.Text("uniqueid"))
        where before is not null && after is not null
        select (before.Value, after.Value);

    public static bool IsUp(ViciSection content) => content.Text("up") == "yes";

    private static Association? Read(ViciSection ike, ViciSection child) =>
        Number(child.Text("uniqueid")) is { } id && Number(ike.Text("uniqueid")) is { } ikeId
        && IPAddress.TryParse(ike.Text("local-host"), out var local) && IPAddress.TryParse(ike.Text("remote-host"), out var remote)
        && ike.Text("remote-id") is { Length: > 0 } identity
            ? new Association(
                id, ikeId, local, remote, identity, ike.Text("initiator") == "yes",
                child.Text("encap") == "yes", ike.Text("nat-remote") == "yes",
                uint.TryParse(child.Text("mark-out"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mark)
                    ? mark
                    : 0)
            : null;

    /// <summary>One that is being replaced, or not there yet, is no way for packets.</summary>
    private static bool IsInstalled(ViciSection child) => child.Text("state") is not ("CREATED" or "ROUTED" or "REKEYED" or "DESTROYING");

    private static uint? Number(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}

using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Interfaces;

internal static class ShowInterfaces
{
    public static readonly Command Verb =
        Show.Verb<Response.Interfaces>(
            "interfaces", "interfaces with state, addresses and counters; of one alone", new Request.ShowInterfaces(), Pick, Render) with
        {
            Arguments = [new Argument("NAME", "one of them", Arity.Optional, CompletionSubject.Interface)],
        };

    /// <exception cref="RefusedException">There is none of the name that was given.</exception>
    private static Response.Interfaces Pick(Invocation call, Response.Interfaces all)
    {
        if (call.OptionalArgument("NAME") is not { } name)
            return all;
        IReadOnlyList<InterfaceStatus> found = [.. all.Items.Where(i => i.Name == name)];
        if (found.Count == 0)
            found = [.. all.Items.Where(i => i.Device == name)];
        return found.Count > 0 ? new Response.Interfaces(found) : throw Missing.Of(
            "interface",
            name,
            all.Items.Select(i => i.Name ?? i.Device),
            Habits.Find(call.Grammar, Mode.Operational, ["show", "interfaces", name]) ?? "show interfaces lists them");
    }

    private static IEnumerable<string> Render(Response.Interfaces interfaces, Paint paint)
    {
        foreach (var line in Links(interfaces, paint))
            yield return line;
        var peers = interfaces.Items.SelectMany(link => (link.Peers ?? []).Select(peer => (link.Name, Peer: peer))).ToList();
        if (peers.Count == 0)
            yield break;
        yield return "";
        foreach (var line in Table.Format(
            paint,
            ["TUNNEL", "PEER", "ENDPOINT", "LAST HANDSHAKE", "RECEIVED", "SENT"],
            [.. peers.Select(found => (IReadOnlyList<string>)
            [
                found.Name ?? "",
                found.Peer.Name,
                found.Peer.Endpoint ?? "",
                found.Peer.LastHandshake is { } at ? Humane.Time(at) : paint.Dim("never"),
                Humane.Bytes(found.Peer.ReceivedBytes),
                Humane.Bytes(found.Peer.SentBytes),
            ])]))
            yield return line;
    }

    private static IEnumerable<string> Links(Response.Interfaces interfaces, Paint paint) => Table.Format(
        paint,
        ["NAME", "DEVICE", "ZONE", "STATE", "ADDRESSES", "RECEIVED", "SENT"],
        [.. interfaces.Items.Select(i => (IReadOnlyList<string>)
        [
            i.Name ?? "",
            i.Device,
            i.Zone ?? "",
            State(i.State, paint),
            string.Join(", ", i.Addresses.Where(a => a.Origin != "link-local").Select(Address)),
            Humane.Bytes(i.ReceivedBytes),
            Humane.Bytes(i.SentBytes),
        ])]);

    private static string Address(AddressStatus address) =>
        address.Origin == "static" ? address.Address : $"{address.Address} ({address.Origin})";

    private static string State(string state, Paint paint) => state switch
    {
        "up" => paint.Good(state),
        "down" => paint.Dim(state),
        _ => paint.Bad(state),
    };
}

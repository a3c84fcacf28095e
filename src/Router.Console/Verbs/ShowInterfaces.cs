using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;

namespace Router.Console.Verbs;

internal static class ShowInterfaces
{
    public static readonly Command Verb =
        Show.Verb<Response.Interfaces>("interfaces", "interfaces with state, addresses and counters", new Request.ShowInterfaces(), Render);

    private static IEnumerable<string> Render(Response.Interfaces interfaces, Paint paint) => Table.Format(
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

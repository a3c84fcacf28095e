using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;
using Router.Ctl.Push;
using Router.Documents;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets;

/// <summary>What each device is to get, with all that can be wrong found out before anything is sent.</summary>
internal static class FleetOrders
{
    private const int Shown = 50;

    /// <summary>In the order of the inventory.</summary>
    /// <exception cref="Failure">Something is wrong; all of it is told.</exception>
    public static IReadOnlyList<PushOrder> Make(FleetBook book, IReadOnlyList<string> selector)
    {
        var documents = book.Make(book.Select(selector));
        Refuse(FleetFault.Of(documents, document => document.Problems), documents.Count);
        var store = new SecretStore(book.Folder);
        // Getting a value may take a while, or a person: at once where that goes.
        var orders = documents.AsParallel().AsOrdered().Select(document => Order(book, document, store)).ToList();
        var wrong = orders.ToDictionary(order => order.Order.Device.Name, order => order.Problems);
        Refuse(FleetFault.Of(documents, document => wrong[document.Device.Name]), documents.Count);
        return [.. orders.Select(order => order.Order)];
    }

    private static (PushOrder Order, ValueList<Problem> Problems) Order(FleetBook book, DeviceDocument document, SecretStore store)
    {
        var values = ValueMap<string, string>.Empty;
        var problems = new List<Problem>();
        foreach (var name in document.Secrets)
        {
            if (!document.Device.Secrets.TryGetValue(name, out var source))
                continue;
            if (store.Get(source, out var value) is { } why)
                problems.Add(book.At(why, null, "secrets", name));
            else
                values = values.With(name, value);
        }
        return (OrderBook.Order(document, values), [.. problems]);
    }

    private static void Refuse(IReadOnlyList<FleetFault> faults, int devices)
    {
        if (faults.Count == 0)
            return;
        var lines = faults.Take(Shown).Select(fault => fault.Words(devices)).ToList();
        if (faults.Count > Shown)
            lines.Add($"and {faults.Count - Shown} problems more: routerctl fleet check");
        throw Failure.Input(string.Join("\n", lines), "nothing was sent to any device");
    }
}

using Router.Ctl.Cli;
using Router.Ctl.Config;
using Router.Ctl.Config.Edges;
using Router.Ctl.Push.Edges;
using Router.Documents;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>Who gets which document. Every document is checked as its device will get it, before anything is sent to anybody.</summary>
internal sealed class OrderBook(Terminal terminal)
{
    /// <exception cref="Failure">A device, a file or a document is wrong.</exception>
    public IReadOnlyList<PushOrder> Make(
        IReadOnlyList<string> names, string? config, string? inventory, string? user, ValueMap<string, string> secrets)
    {
        var devices = new DeviceList(terminal).Read(names, inventory, user);
        var book = new DocumentBook(new TemplateFiles(terminal, strict: false), board => BoardFile.Read(board, terminal));
        var documents = devices.Select(device => book.Make(device, config ?? device.Device.Config ?? throw Failure.Usage(
            $"{device.Name}: there is no configuration for it", "give --config FILE, or a config in the inventory"))).ToList();
        var wrong = documents.Where(document => document.Problems.Count > 0).Select(Words).Distinct().Take(10).ToList();
        if (wrong.Count > 0)
            throw Failure.Input(string.Join("\n", wrong), "nothing was sent to any device");
        var orders = documents.Select(document => Order(document, secrets)).ToList();
        SayUnsent(secrets.Keys.Except(orders.SelectMany(order => order.Secrets.Keys)));
        return orders;
    }

    /// <summary>The set files and the secrets that the document names go along, and no others: a device learns nobody else's.</summary>
    public static PushOrder Order(DeviceDocument document, ValueMap<string, string> secrets) =>
        new(document.Device.Device, document.Text)
        {
            Secrets = document.Secrets
                .Where(secrets.ContainsKey)
                .Select(name => KeyValuePair.Create(name, secrets[name]))
                .ToValueMap(),
            SetFiles = document.SetFiles,
        };

    private static string Words(DeviceDocument document)
    {
        var isOneOfMany = document.Device.Variables.Count > 0;
        return Document.Words(document.File, [.. document.Problems.Select(problem => problem with
        {
            File = isOneOfMany ? $"{problem.File ?? document.File} for {document.Device.Name}" : problem.File,
        })]);
    }

    private void SayUnsent(IEnumerable<string> names)
    {
        if (string.Join(", ", names) is { Length: > 0 } unsent)
            terminal.Error.WriteLine($"routerctl: note: not sent, since no document names it: {unsent}");
    }
}

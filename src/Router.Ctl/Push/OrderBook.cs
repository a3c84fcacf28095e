using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Config;
using Router.Ctl.Config.Edges;
using Router.Documents;
using Router.Documents.Help;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>Who gets which document. Every document is checked as its device will get it, before anything is sent to anybody.</summary>
internal sealed class OrderBook(Terminal terminal)
{
    private readonly Dictionary<string, string> templates = [];

    /// <exception cref="Failure">A device, a file or a document is wrong.</exception>
    public IReadOnlyList<PushOrder> Make(
        IReadOnlyList<string> names, string? config, string? inventory, string user, ValueMap<string, string> secrets)
    {
        var devices = inventory is null ? Named(names, user) : Listed(inventory, names);
        if (devices.GroupBy(d => (d.Address, d.Port)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Failure.Input(
                $"{string.Join(" and ", twice.Select(d => d.Name))} are the same device: {twice.Key.Address} port {twice.Key.Port}");

        var orders = new List<PushOrder>();
        var wrong = new List<string>();
        foreach (var device in devices)
        {
            var file = config ?? device.Config
                ?? throw Failure.Usage(
                    $"{device.Name}: there is no configuration for it", "give --config FILE, or a config in the inventory");
            var (text, problems) = Template.Fill(Read(file), device.Variables);
            var order = new PushOrder(device, text);
            if (problems.Count == 0)
                (problems, order) = Complete(order, SetFolder.Beside(file), secrets);
            if (problems.Count > 0)
                wrong.Add(Document.Words(device.Variables.Count > 0 ? $"{file} for {device.Name}" : file, problems));
            orders.Add(order);
        }
        if (wrong.Count > 0)
            throw Failure.Input(string.Join("\n", wrong.Distinct().Take(10)), "nothing was sent to any device");
        SayUnsent(secrets.Keys.Except(orders.SelectMany(order => order.Secrets.Keys)));
        return orders;
    }

    /// <summary>The set files and the secrets that the document names go along, and no others: a device learns nobody else's.</summary>
    private static (ValueList<Problem> Problems, PushOrder Order) Complete(
        PushOrder order, SetFolder folder, ValueMap<string, string> secrets)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(order.Document), Surroundings.None with { SetFiles = folder });
        if (reading.Problems.Count > 0)
            return (reading.Problems, order);
        var files = reading.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct();
        return ([], order with
        {
            Secrets = SecretNames.In(reading.Document!)
                .Where(secrets.ContainsKey)
                .Select(name => KeyValuePair.Create(name, secrets[name]))
                .ToValueMap(),
            SetFiles = files.Select(name => KeyValuePair.Create(name, Encoding.UTF8.GetString(folder.Read(name)!))).ToValueMap(),
        });
    }

    private void SayUnsent(IEnumerable<string> names)
    {
        if (string.Join(", ", names) is { Length: > 0 } unsent)
            terminal.Error.WriteLine($"routerctl: note: not sent, since no document names it: {unsent}");
    }

    private static List<Device> Named(IReadOnlyList<string> names, string user)
    {
        if (names.Count == 0)
            throw Failure.Usage("no device is named", "name some, or give --inventory FILE");
        return [.. names.Select(
            name => Device.Parse(name, user) ?? throw Failure.Usage($"'{Printable.Line(name)}' is no device", "write [USER@]HOST[:PORT]"))];
    }

    private List<Device> Listed(string file, IReadOnlyList<string> names)
    {
        var bytes = DocumentFile.Read(file, terminal, out var problem) ?? throw Failure.Input(Printable.Line(problem.ToString(file)));
        var (inventory, problems) = Inventory.Read(bytes);
        if (inventory is null || problems.Count > 0)
            throw Failure.Input(Document.Words(file, problems));
        if (inventory.Devices.Count == 0)
            throw Failure.Input($"{file}: it has no devices");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return [.. (names.Count > 0 ? names : inventory.Devices.Keys).Select(name => Placed(folder,
            inventory.Find(name) ?? throw Failure.Input(
                $"{file}: there is no device {Printable.Line(name)}", $"there are {string.Join(", ", inventory.Devices.Keys.Take(20))}")))];
    }

    private static Device Placed(string folder, Device device) =>
        device.Config is { } config ? device with { Config = Path.Combine(folder, config) } : device;

    private string Read(string file)
    {
        if (templates.TryGetValue(file, out var text))
            return text;
        var bytes = DocumentFile.Read(file, terminal, out var problem) ?? throw Failure.Input(Printable.Line(problem.ToString(file)));
        // What is not text at all is no template either: the reader says it best.
        if (ConfigValidator.Check(bytes, Surroundings.None) is { Document: null } reading && !bytes.AsSpan().ContainsAny("${"u8))
            throw Failure.Input(Document.Words(file, reading.Problems));
        return templates[file] = Encoding.UTF8.GetString(bytes);
    }
}

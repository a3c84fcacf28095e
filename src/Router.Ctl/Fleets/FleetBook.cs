using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Ctl.Push;
using Router.Ctl.Push.Edges;
using Router.Documents;
using Router.Fleet.Inventories;

namespace Router.Ctl.Fleets;

/// <summary>An inventory read strictly, and the documents of its devices.</summary>
internal sealed class FleetBook
{
    private readonly DocumentBook documents;

    private readonly BoardPlaces places;

    private FleetBook(string file, byte[] bytes, ValueList<FleetDevice> devices, ValueList<Problem> problems, Terminal terminal)
    {
        (File, Devices, Problems, places) = (file, devices, problems, new BoardPlaces(bytes));
        var boards = new BoardPorts(Folder, terminal);
        documents = new DocumentBook(new TemplateFiles(terminal, strict: true), boards.Of);
    }

    public string File { get; }

    public ValueList<FleetDevice> Devices { get; }

    /// <summary>Of the inventory itself: then its devices are not to be trusted.</summary>
    public ValueList<Problem> Problems { get; }

    /// <summary>What its paths are relative to.</summary>
    public string Folder => Path.GetDirectoryName(File) is { Length: > 0 } folder ? folder : ".";

    /// <summary>What this desk knows of its devices: <c>.fleet</c> beside it. Git leaves it alone.</summary>
    public string State => Path.Combine(Folder, ".fleet");

    /// <exception cref="Failure">It cannot be read.</exception>
    public static FleetBook Read(string file, Terminal terminal)
    {
        var bytes = DocumentFile.Read(file, terminal, out var problem) ?? throw Failure.Input(
            Printable.Line(problem.ToString(file)), "--inventory names the fleet");
        if (TemplateFiles.Oddity(bytes) is { } odd)
            return new FleetBook(file, [], [], [odd], terminal);
        var (devices, problems) = InventoryDevices.Read(bytes);
        if (problems.Count == 0 && devices.Count == 0)
            problems = [new Problem("devices", "it has no devices", "devices: { oslo: { address: 192.0.2.10 } }", 1, 1)];
        return new FleetBook(file, bytes, devices, problems, terminal);
    }

    /// <summary>The devices that the words mean.</summary>
    /// <exception cref="Failure">The inventory is wrong, or a word means nothing.</exception>
    public IReadOnlyList<FleetDevice> Select(IReadOnlyList<string> words)
    {
        if (Problems.Count > 0)
            throw Failure.Input(string.Join("\n", Problems.Take(20).Select(problem => Printable.Line(problem.ToString(File)))));
        try
        {
            var chosen = DeviceSelector.Select(Devices, words);
            return chosen.Count > 0 ? chosen : throw Failure.Input($"{File}: the selector leaves no device");
        }
        catch (FormatException e)
        {
            throw Failure.Input(
                Printable.Line($"{File}: {e.Message}"), "routerctl fleet list shows devices with their groups, sites and tags", e);
        }
    }

    /// <summary>A problem of the inventory at its place.</summary>
    public Problem At(string message, string? hint, params string[] words) => places.Problem(message, hint, words) with { File = File };

    /// <summary>Their documents, made at the same time; in the same order.</summary>
    public IReadOnlyList<DeviceDocument> Make(IReadOnlyList<FleetDevice> devices) =>
        [.. devices.AsParallel().AsOrdered().Select(Make)];

    private DeviceDocument Make(FleetDevice device)
    {
        if (device.Device.Config is not { } config)
            return Wrong(device, "there is no configuration for it", "config: FILE");
        try
        {
            return documents.Make(device, Path.Combine(Folder, config));
        }
        catch (Failure failure)
        {
            return Wrong(device, failure.Message, failure.How);
        }
    }

    private DeviceDocument Wrong(FleetDevice device, string message, string? hint) =>
        new(device, File, new("", [], [])) { Problems = [At($"{message} ({device.Name})", hint, "devices", device.Name)] };
}

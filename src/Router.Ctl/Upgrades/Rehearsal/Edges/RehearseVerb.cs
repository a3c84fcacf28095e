using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Config;
using Router.Ctl.Config.Edges;
using Router.Ctl.Push;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Rehearsals;

namespace Router.Ctl.Upgrades.Rehearsal.Edges;

/// <summary>
/// Learns what a router runs, asks what is plain without a boot, boots the release with it, and says what becomes of each value.
/// </summary>
internal sealed class RehearseVerb(Terminal terminal)
{
    private const int LeastMiB = 256, MostMiB = 1024, StepMiB = 128;

    /// <summary>Null: <see cref="Document"/> is given.</summary>
    public string? Device { get; init; }

    public required IReleaseSource Release { get; init; }

    public string? Document { get; init; }

    /// <summary>Null: all that the document names.</summary>
    public ValueList<string>? SecretNames { get; init; }

    public bool AlwaysBoot { get; init; }

    public TimeSpan Within { get; init; }

    /// <summary>0: as much as the device has.</summary>
    public int MemoryMiB { get; init; }

    public bool Kvm { get; init; }

    public required Login Login { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        if (Device is null == Document is null)
            throw Failure.Usage("a rehearsal is of one router", "name a DEVICE, or give --document FILE");
        if (SecretNames is not null && Document is null)
            throw Failure.Usage("--secrets goes with --document: a DEVICE says itself which it has");
        var scratch = Directory.CreateTempSubdirectory("rehearsal-").FullName;
        try
        {
            var release = await Release.OpenAsync(scratch, stopping);
            var state = Document is { } file ? ReadFile(file) : await AskAsync(stopping);
            if (state.Board is { } board && board != release.Manifest.Board)
                throw Failure.Input(
                    $"{state.Name} is a {board}, and {release.Shown} is for {release.Manifest.Board}", "name the release of its board");
            var report = await Failure.TryAsync(() => RehearseAsync(state, release, scratch, stopping));
            if (Json)
                terminal.WriteJson(report, RehearsalJson.Default.RehearsalReport);
            else
                RehearsalText.Print(terminal, report);
            return report.Good ? ExitCode.Done : ExitCode.Input;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<RehearsalReport> RehearseAsync(DeviceState state, ReleaseParts release, string scratch, CancellationToken stopping)
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(state.Document));
        var document = reading.Document
            ?? throw Failure.Input(Config.Document.Words(state.Name, reading.Problems), "it is no configuration at all");
        var report = new RehearsalReport
        {
            Device = state.Name,
            Board = release.Manifest.Board,
            From = state.Image,
            To = release.Manifest.Version,
            Booted = false,
            Values = Comparison.Count(document),
        };
        var plain = OfflineQuestion.Ask(document, release);
        if (plain.Count > 0 && !AlwaysBoot)
            return report with { Findings = Comparison.Of(document, null, plain) };

        var machine = release.Board.Machine ?? throw Failure.Input(
            $"{release.Manifest.Board}: QEMU cannot give this board, so its release is not rehearsed",
            "what is plain without a boot was asked, and nothing is refused; a board that QEMU can give says how, with the key qemu");
        var cards = RehearsalCards.Of(state, reading.Config, release.Board.Facts, out var leftCards);
        var (seed, made) = Seed(state, document, reading.Config, cards);
        var (answer, time) = await new RehearsalMachine(terminal, release, machine)
        {
            MemoryMiB = MemoryMiB > 0 ? MemoryMiB : Memory(state),
            Kvm = Kvm,
            Within = Within,
        }.AskAsync(seed, scratch, stopping);
        var (refusals, aside) = answer.Judge(document, state.Notes);
        var after = ConfigReader.Read(Encoding.UTF8.GetBytes(answer.Running)).Document
            ?? throw Failure.Machine($"{release.Shown} runs what cannot be read here: it is no YAML");
        return report with
        {
            Booted = true,
            Seconds = Math.Round(time.TotalSeconds, 1),
            Findings = Comparison.Of(document, after, [.. refusals, .. plain]),
            NotJudged = [.. made, .. Cards(leftCards), .. aside],
        };
    }

    private static (GuestSeed Seed, ValueList<string> Made) Seed(
        DeviceState state, ConfigDocument document, RouterConfig config, ValueList<RehearsalCard> cards)
    {
        var secrets = MadeUpSecrets.For(document, config, [.. state.SecretNames], DateTimeOffset.UtcNow);
        var named = config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct().Where(state.SetFileNames.Contains);
        var sets = named.Select(name => KeyValuePair.Create(name, MadeUpSetFiles.Text)).ToValueMap();
        List<string> made = ["whoever answers on its lines: providers, peers, name and time servers, for the cards lead nowhere"];
        if (secrets.Count > 0)
            made.Add($"values of secrets, which were made up: {string.Join(", ", secrets.Keys.Order(StringComparer.Ordinal))}");
        if (sets.Count > 0)
            made.Add($"contents of set files, which were made up: {string.Join(", ", sets.Keys.Order(StringComparer.Ordinal))}");
        return (new GuestSeed(document.ToText(), secrets, sets, cards), [.. made]);
    }

    private static IEnumerable<string> Cards(ValueList<string> left) => left.Count == 0
        ? []
        : [$"network cards that QEMU has no room for ({RehearsalCards.Most} at most): {string.Join(", ", left)}"];

    private static int Memory(DeviceState state) => state.MemoryBytes is not { } bytes
        ? LeastMiB
        : (int)Math.Clamp(((bytes >> 20) + StepMiB - 1) / StepMiB * StepMiB, LeastMiB, MostMiB);

    private async Task<DeviceState> AskAsync(CancellationToken stopping)
    {
        var device = new DeviceList(terminal).Read([Device!], null, Login.User)[0].Device;
        // People may be asked for a passphrase.
        var connector = await Task.Run(() => Login.Connector([device], terminal), CancellationToken.None).WaitAsync(stopping);
        try
        {
            return await DeviceReader.ReadAsync(connector, device, stopping);
        }
        catch (IOException e)
        {
            throw Failure.Machine($"{device.Name}: {e.Message}", "nothing was rehearsed", e);
        }
    }

    /// <summary>A document of a file stands for a router that has every secret and set file that it names.</summary>
    private DeviceState ReadFile(string file)
    {
        var bytes = DocumentFile.Read(file, terminal, out var problem) ?? throw Failure.Input(Printable.Line(problem.ToString(file)));
        var reading = ConfigReader.Read(bytes);
        var document = reading.Document ?? throw Failure.Input(Config.Document.Words(file, reading.Problems));
        return new DeviceState
        {
            Name = file,
            Document = document.ToText(),
            SecretNames = SecretNames ?? Router.Documents.Help.SecretNames.In(document),
            SetFileNames = [.. reading.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Distinct()],
        };
    }
}

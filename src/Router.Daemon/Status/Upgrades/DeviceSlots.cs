using System.Text;
using Router.Bundles;
using Router.Bundles.Format;
using Router.Bundles.Receiving;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Upgrades;
using Router.Linux.Edges.Blocks;

namespace Router.Daemon.Status.Upgrades;

/// <summary>The slots of this machine: what runs, the other one, and the trial that the other gets when it is armed.</summary>
internal sealed class DeviceSlots(
    HealthReader health, BootPartition boot, SlotPartitions partitions, UpgradeFiles files, ImageFacts image, RuntimePaths paths,
    TimeProvider time) : ISlots
{
    /// <summary>How a machine gets slots.</summary>
    public const string Flash = "routerctl flash writes an image with two slots to its disk";

    /// <summary>For files on their way to or from the boot partition, in RAM.</summary>
    private string Staging => Path.Combine(Path.GetDirectoryName(paths.Socket)!, "slot-files");

    public ISlotSource Running => new RunningSlot(this);

    public ISlotTarget OpenTarget(Author by, TimeSpan trial)
    {
        var (running, other) = NamesAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (files.Trial is { } under && under.Slot == running)
            throw new RefusedException(
                $"what runs is on trial itself, and may need slot {other}", "show upgrade says what it waits for, and for how long");
        var device = partitions.Device(other)
            ?? throw new RefusedException($"this machine has no partition slot-{other}", Flash);
        return new SlotDevice(this, other, new Trying(running, by, trial), BlockDevice.Open(device, writable: true));
    }

    /// <summary>The next boot tries the slot that does not run.</summary>
    /// <exception cref="RefusedException">There is nothing in it that can start.</exception>
    public async Task<SlotImage?> RollBackAsync(Author by, CancellationToken stopping)
    {
        var (running, other) = await NamesAsync(stopping);
        if (!await boot.CanStartAsync(other, stopping))
            throw new RefusedException($"there is no image in slot {other} that could start", "upgrade FILE writes one");
        var known = files.Image(other);
        await BeginAsync(
            other, known?.Version, new Trying(running, by, TimeSpan.FromSeconds(Trial.UsualSeconds)), null, stopping);
        return known;
    }

    /// <exception cref="RefusedException">This machine does not run from a slot.</exception>
    private async Task<(string Running, string Other)> NamesAsync(CancellationToken stopping) =>
        partitions.Running is { } running && await boot.EnvironmentAsync(stopping) is not null
            ? (running, SlotPartitions.Other(running))
            : throw new RefusedException("this machine does not run from a slot, so there is no other one", Flash);

    private async Task BeginAsync(string slot, string? version, Trying trying, SlotImage? known, CancellationToken stopping)
    {
        var before = Baseline.Of(await health.ReadAsync(stopping));
        files.Begin(
            new Trial(
                slot, trying.Running, version, image.Read().Image, $"{trying.By.User} ({trying.By.Origin})", time.GetLocalNow(),
                (int)trying.Time.TotalSeconds, before),
            known);
        await boot.SetAsync(stopping, $"slot={slot}", "try=1", "failed=");
    }

    private async Task DisarmAsync(string slot, string running)
    {
        // Whatever was armed and not yet tried is not tried any more.
        await boot.SetAsync(CancellationToken.None, $"slot={running}", "try=");
        await boot.DropAsync(slot, CancellationToken.None);
        files.Forget();
    }

    private async Task ArmAsync(ArmedSlot armed, SlotDevice device)
    {
        Directory.CreateDirectory(Staging);
        try
        {
            foreach (var file in armed.Files.Where(file => file.Name != BundleNames.Entry))
                await PlaceAsync(device.Open(file), $"{device.Name}/{file.Name}");
            await PlaceAsync(new MemoryStream(armed.ManifestText.ToArray()), $"{device.Name}/{BundleNames.Manifest}");
            await PlaceAsync(new MemoryStream(armed.Signature.ToArray()), $"{device.Name}/{BundleNames.Signature}");
            // Last, because a slot without it starts nothing.
            await PlaceAsync(new MemoryStream(Entry(armed, device)), $"{device.Name}/{BootEntry.FileName}");
        }
        finally
        {
            Directory.Delete(Staging, recursive: true);
        }
        var known = new SlotImage(
            armed.Manifest.Version, armed.Manifest.Board, armed.Manifest.Release, armed.Manifest.RootHash, time.GetLocalNow());
        await BeginAsync(device.Name, armed.Manifest.Version, device.Trying, known, CancellationToken.None);
    }

    /// <exception cref="IOException">The image brings none that the boot loader would take as it is.</exception>
    private static byte[] Entry(ArmedSlot armed, SlotDevice device)
    {
        if (armed.Files.FirstOrDefault(file => file.Name == BundleNames.Entry) is not { } entry)
            throw new IOException("the image has no entry for the boot loader");
        using var reader = new StreamReader(device.Open(entry));
        var line = reader.ReadToEnd().Trim();
        return BootEntry.IsLine(line)
            ? Encoding.UTF8.GetBytes(BootEntry.Of(line))
            : throw new IOException("the image's entry for the boot loader is no single line");
    }

    /// <param name="content">Disposed.</param>
    /// <param name="file">On the boot partition.</param>
    private async Task PlaceAsync(Stream content, string file)
    {
        var staged = Path.Combine(Staging, "file");
        await using (content)
        await using (var copy = File.Create(staged))
            await content.CopyToAsync(copy);
        await boot.PlaceAsync(staged, file, CancellationToken.None);
        File.Delete(staged);
    }

    /// <summary>What runs: its root as the kernel checks it, and its boot files as they are on the boot partition.</summary>
    private sealed class RunningSlot(DeviceSlots slots) : ISlotSource
    {
        public IReadOnlyList<RunningFile> Files
        {
            get
            {
                var (running, _) = slots.NamesAsync(CancellationToken.None).GetAwaiter().GetResult();
                return
                [
                    new RunningFile(BundleNames.Root, OpenRoot),
                    .. BundleNames.Boot.Where(name => name != BundleNames.Entry)
                        .Where(name => slots.Has($"{running}/{name}"))
                        .Select(name => new RunningFile(name, () => slots.Fetch($"{running}/{name}"))),
                ];
            }
        }

        private static BlockStream OpenRoot() => File.Exists(SlotPartitions.MappedRoot)
            ? new BlockStream(BlockDevice.Open(SlotPartitions.MappedRoot, writable: false))
            : throw new IOException("the root that runs is not checked by a hash tree, so nothing of it is taken over");
    }

    private bool Has(string file) => boot.HasAsync(file, CancellationToken.None).GetAwaiter().GetResult();

    private long Room(string folder) => boot.RoomAsync(folder, CancellationToken.None).GetAwaiter().GetResult();

    private FileStream Fetch(string file)
    {
        Directory.CreateDirectory(Staging);
        var copy = Path.Combine(Staging, Path.GetFileName(file));
        boot.FetchAsync(file, copy, CancellationToken.None).GetAwaiter().GetResult();
        return new FileStream(
            copy, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.DeleteOnClose });
    }

    /// <param name="Running">What runs meanwhile, and comes back.</param>
    /// <param name="By">Who wants it.</param>
    /// <param name="Time">That it has.</param>
    private sealed record Trying(string Running, Author By, TimeSpan Time);

    private sealed class SlotDevice(DeviceSlots slots, string name, Trying trying, BlockDevice device) : ISlotTarget, IDisposable
    {
        public string Name => name;

        public Trying Trying => trying;

        public long Capacity => device.Length;

        public long BootCapacity => slots.Room(name);

        public void Read(long offset, Span<byte> buffer) => device.Read(offset, buffer);

        /// <summary>A file that stands in the slot.</summary>
        public BlockStream Open(StagedFile file) => new(BlockDevice.Open(device.Path, writable: false), file.Offset, file.Size);

        public void Write(long offset, ReadOnlySpan<byte> content) => device.Write(offset, content);

        public void Flush() => device.Flush();

        public void Disarm() => slots.DisarmAsync(name, trying.Running).GetAwaiter().GetResult();

        public void Arm(ArmedSlot slot) => slots.ArmAsync(slot, this).GetAwaiter().GetResult();

        public void Dispose() => device.Dispose();
    }
}

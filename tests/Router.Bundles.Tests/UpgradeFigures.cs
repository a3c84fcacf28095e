using System.Diagnostics;
using System.Globalization;
using Router.Bundles.Chunking;
using Router.Bundles.Format;
using Router.Bundles.Receiving;
using Router.Testing.Bundles;

namespace Router.Bundles.Tests;

/// <summary>What an upgrade between two real images costs; <c>tests/bench/upgrade</c> names them.</summary>
public class UpgradeFigures
{
    private const long Capacity = 192L << 20;

    [Fact(Explicit = true)]
    public void Receive_OneChangedProgram_TravelsAsAFewPerCent()
    {
        var (from, to) = (Variable("ROUTER_UPGRADE_FROM"), Variable("ROUTER_UPGRADE_TO"));
        var made = new TestBundle
        {
            Cut = ChunkSizes.Default,
            Files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
            {
                [BundleNames.Kernel] = File.ReadAllBytes(Path.Combine(from, BundleNames.Kernel)),
                [BundleNames.Initramfs] = File.ReadAllBytes(Path.Combine(from, BundleNames.Initramfs)),
                [BundleNames.Root] = File.ReadAllBytes(to),
            },
        };
        var folder = Directory.CreateTempSubdirectory("upgrade-figures-");
        try
        {
            var bundle = Path.Combine(folder.FullName, "bundle");
            var root = made.Files[BundleNames.Root].Length;
            File.WriteAllBytes(bundle, made.ToBytes());
            made.Files.Clear();
            TestContext.Current.TestOutputHelper!.WriteLine(Receive(bundle, from, Path.Combine(folder.FullName, "slot"), root));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Receive(string bundle, string from, string slot, long root)
    {
        GC.Collect();
        var (before, cpu, heap) = (GC.GetTotalMemory(forceFullCollection: true), Environment.CpuUsage.TotalTime, 0L);
        using var stream = File.OpenRead(bundle);
        var bytes = new byte[BundleHeader.Parse(Start(stream)).HeadLength];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        using var target = new FileSlot(slot, Capacity);
        var receiver = new BundleReceiver(TestBundle.Head(bytes), target, TestBundle.Device, olderToo: false);
        receiver.Prepare(new FolderSource(from), TestContext.Current.CancellationToken);
        Look();
        var buffer = new byte[47 << 10];
        foreach (var range in receiver.Ranges)
        {
            stream.Position = bytes.Length + range.Offset;
            for (var left = range.Length; left > 0;)
            {
                var count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                receiver.Take(buffer.AsSpan(0, count));
                left -= count;
            }
        }
        receiver.Finish(TestContext.Current.CancellationToken);
        Look();
        Assert.NotNull(target.Armed);
        Assert.True(receiver.Asked + bytes.Length < root / 20, $"{receiver.Asked} bytes travel");
        var travels = receiver.Asked + bytes.Length;
        var took = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"ours: {travels} bytes, {100.0 * travels / root:0.00} % ({receiver.Asked} of chunks, {bytes.Length} before them); ")
            + string.Create(CultureInfo.InvariantCulture, $"receive {took:0.00} CPU-s, heap {heap >> 10} KiB");

        void Look() => heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false) - before);
    }

    private static byte[] Start(Stream stream)
    {
        var start = new byte[BundleHeader.Length];
        stream.ReadExactly(start);
        return start;
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name)
            ?? throw new InvalidOperationException($"{name} is not set: tests/bench/upgrade/run does so");

    private sealed class FolderSource(string folder) : ISlotSource
    {
        public IReadOnlyList<RunningFile> Files =>
        [
            .. new[] { BundleNames.Root, BundleNames.Kernel, BundleNames.Initramfs }
                .Select(name => new RunningFile(name, () => File.OpenRead(Path.Combine(folder, name)))),
        ];
    }

    private sealed class FileSlot : ISlotTarget, IDisposable
    {
        private readonly FileStream file;

        public FileSlot(string path, long capacity)
        {
            file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.SetLength(capacity);
        }

        public ArmedSlot? Armed { get; private set; }

        public string Name => "b";

        public long Capacity => file.Length;

        public long BootCapacity => 64 << 20;

        public void Read(long offset, Span<byte> buffer)
        {
            file.Position = offset;
            file.ReadExactly(buffer);
        }

        public void Write(long offset, ReadOnlySpan<byte> content)
        {
            file.Position = offset;
            file.Write(content);
        }

        public void Flush() => file.Flush(flushToDisk: true);

        public void Disarm() => Armed = null;

        public void Arm(ArmedSlot slot) => Armed = slot;

        public void Dispose() => file.Dispose();
    }
}

using System.Diagnostics.CodeAnalysis;
using Router.Bundles.Format;
using Router.Bundles.Receiving;
using Router.Core.Verity;
using Router.Testing;
using Router.Testing.Bundles;

namespace Router.Bundles.Tests;

public class ReceiverTests
{
    private const int Capacity = 300_000;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public void Receive_IntoAnEmptySlot_PutsEverythingInItsPlace()
    {
        var made = new TestBundle();
        var (bundle, slot) = (made.ToBytes(), new MemorySlot(Capacity));
        var receiver = Receive(bundle, slot, MemorySource.Nothing);
        Assert.Equal(made.Index().Length, receiver.Received);
        Assert.Equal((0, 0), (receiver.Kept, receiver.Copied));
        Check(slot, made, bundle);
    }

    /// <summary>What the kernel will check by, and cryptsetup here.</summary>
    [Fact]
    public void Receive_ASlot_IsOneThatVeritysetupTakes()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/veritysetup"), "wants veritysetup (cryptsetup-bin)");
        var (bundle, slot) = (new TestBundle().ToBytes(), new MemorySlot(Capacity));
        Receive(bundle, slot, MemorySource.Nothing);
        var manifest = TestBundle.Head(bundle).Manifest;
        Assert.Equal((0, ""), Verify());
        slot.Content[77_777] ^= 8;
        Assert.NotEqual(0, Verify().Code);

        (int Code, string Error) Verify()
        {
            var file = Path.GetTempFileName();
            File.WriteAllBytes(file, slot.Content);
            string[] arguments = ["verify", file, file, manifest.RootHash!, $"--hash-offset={VerityTree.Padded(150_000)}"];
            var (code, _, error) = Programs.Run("veritysetup", arguments);
            File.Delete(file);
            return (code, error);
        }
    }

    [Fact]
    public void Receive_WhatRunsAlready_TravelsNotAtAll()
    {
        var made = new TestBundle();
        var (bundle, slot) = (made.ToBytes(), new MemorySlot(Capacity));
        var receiver = Receive(bundle, slot, new MemorySource(made.Files));
        Assert.Equal((0, made.Index().Length), (receiver.Received, receiver.Copied));
        Check(slot, made, bundle);
    }

    /// <summary>A few bytes more in the middle, which move all that follows.</summary>
    [Fact]
    public void Receive_AChange_TravelsAlone()
    {
        var made = new TestBundle();
        var before = new SortedDictionary<string, byte[]>(made.Files);
        var root = before[BundleNames.Root];
        before[BundleNames.Root] = [.. root[..70_000], 1, 2, 3, .. root[70_000..]];
        var (bundle, slot) = (made.ToBytes(), new MemorySlot(Capacity));
        var receiver = Receive(bundle, slot, new MemorySource(before));
        Assert.InRange(receiver.Received, 1, 2 * TestBundle.Sizes.Largest);
        Check(slot, made, bundle);
    }

    [Fact]
    public void Receive_ARunningSlotThatIsDamaged_TravelsInstead()
    {
        var made = new TestBundle();
        var (bundle, slot) = (made.ToBytes(), new MemorySlot(Capacity));
        var source = new FailingSource(made.Files, BundleNames.Root, 12 * 4096);
        var receiver = Receive(bundle, slot, source);
        Assert.InRange(receiver.Received, 4096, 4096 + (2 * TestBundle.Sizes.Largest));
        Check(slot, made, bundle);
    }

    /// <summary>
    /// The power goes after each so many bytes: the slot starts nothing then, and whoever goes on has the same bytes in the end, and sends
    /// no chunk that was written.
    /// </summary>
    [Fact]
    public void Receive_PowerCutAtAnyByte_StartsNothingAndGoesOn()
    {
        var made = new TestBundle();
        var bundle = made.ToBytes();
        var source = new MemorySource(new Dictionary<string, byte[]> { [BundleNames.Root] = made.Files[BundleNames.Root][..60_000] });
        var whole = new MemorySlot(Capacity);
        var asked = Receive(bundle, whole, source).Asked;
        var end = whole.Written;
        for (var at = 0L; at < end; at += 2_003)
        {
            var slot = new MemorySlot(Capacity) { Left = at };
            Assert.Throws<CutException>(() => Receive(bundle, slot, source));
            Assert.True(slot is { Armed: null, WasDisarmed: true }, $"armed after {at} bytes");
            slot.Left = long.MaxValue;
            var again = Receive(bundle, slot, source);
            Check(slot, made, bundle);
            Assert.Equal(made.Index().Length, again.Kept + again.Copied + again.Received);
            // What was written whole is kept: not more is lacking than what was not written yet, and the chunk at which it was cut.
            var lacking = Math.Max(0, Math.Min(asked, made.Index().Length - at + TestBundle.Sizes.Largest));
            Assert.True(again.Received <= lacking, $"after {at} bytes {again.Received} were sent again");
        }
    }

    /// <summary>The line breaks in place of the power: what came is kept.</summary>
    [Fact]
    public void Receive_LineThatBreaks_GoesOnWhereItBroke()
    {
        var made = new TestBundle();
        var (bundle, slot) = (made.ToBytes(), new MemorySlot(Capacity));
        var first = Begin(bundle, slot, MemorySource.Nothing);
        Send(bundle, first, 100_000);
        var refused = Assert.Throws<BundleException>(() => first.Finish(Stopping));
        Assert.Equal(BundleFault.CutOff, refused.Fault);
        Assert.Null(slot.Armed);
        var again = Receive(bundle, slot, MemorySource.Nothing);
        Assert.InRange(again.Received, first.Asked - 100_000, first.Asked - 100_000 + TestBundle.Sizes.Largest);
        Check(slot, made, bundle);
    }

    [Fact]
    public void Receive_BytesThatWereNotSigned_NeverGetToTheSlot()
    {
        var made = new TestBundle();
        var bundle = made.ToBytes();
        var slot = new MemorySlot(Capacity);
        var receiver = Begin(bundle, slot, MemorySource.Nothing);
        bundle[^1] ^= 1;
        var refused = Assert.Throws<BundleException>(() => Send(bundle, receiver, receiver.Asked));
        Assert.Equal(BundleFault.Damaged, refused.Fault);
        Assert.Matches("^rootfs.squashfs is damaged at byte [0-9]+: not what was signed$", refused.Message);
        Assert.Null(slot.Armed);
        Assert.NotEqual(made.Files[BundleNames.Root][^1], bundle[^1]);
    }

    [Fact]
    public void Receive_ASlotThatChangesBehindOurBack_IsNotArmed()
    {
        var (bundle, slot) = (new TestBundle().ToBytes(), new MemorySlot(Capacity));
        var receiver = Begin(bundle, slot, MemorySource.Nothing);
        Send(bundle, receiver, receiver.Asked);
        slot.Content[4000] ^= 1;
        var refused = Assert.Throws<BundleException>(() => receiver.Finish(Stopping));
        Assert.Contains("rootfs.squashfs in the slot is not what was signed", refused.Message, StringComparison.Ordinal);
        Assert.Null(slot.Armed);
    }

    [Fact]
    public void Finish_ARootHashThatIsNotItsRoots_IsRefused()
    {
        var made = new TestBundle();
        made.Manifest["rootHash"] = new string('0', 64);
        var slot = new MemorySlot(Capacity);
        var refused = Assert.Throws<BundleException>(() => Receive(made.ToBytes(), slot, MemorySource.Nothing));
        Assert.Equal(BundleFault.Damaged, refused.Fault);
        Assert.Null(slot.Armed);
    }

    [Theory]
    [InlineData("board", "vm-x86_64", BundleFault.WrongBoard, "it is for the board vm-x86_64, and this is pc-x86_64")]
    [InlineData("architecture", "aarch64", BundleFault.WrongBoard, "it is for aarch64, and this is x86_64")]
    [InlineData("release", 6, BundleFault.Older, "it is older (version 1.2.3, release 6) than what runs (release 7)")]
    [InlineData("schema", 1, BundleFault.Schema, "it knows configurations up to version 1, and the one that runs is of version 2")]
    public void Begin_WhatIsNotForThisDevice_IsRefusedBeforeAnythingIsTouched(
        string field, object value, BundleFault fault, string message)
    {
        var made = new TestBundle();
        made.Manifest[field] = value;
        AssertUntouched(made, new MemorySlot(Capacity), fault, message);
    }

    [Fact]
    public void Begin_AnOlderOneThatIsMeant_IsTaken()
    {
        var made = new TestBundle();
        made.Manifest["release"] = 1;
        var slot = new MemorySlot(Capacity);
        var bundle = made.ToBytes();
        var receiver = new BundleReceiver(TestBundle.Head(bundle), slot, TestBundle.Device, olderToo: true);
        receiver.Prepare(MemorySource.Nothing, Stopping);
        Send(bundle, receiver, receiver.Asked);
        receiver.Finish(Stopping);
        Check(slot, made, bundle);
    }

    [Fact]
    public void Begin_WhatDoesNotFit_IsRefusedBeforeAnythingIsTouched()
    {
        var made = new TestBundle();
        var needed = SlotLayout.Of(TestBundle.Head(made.ToBytes())).End;
        Receive(made.ToBytes(), new MemorySlot(needed), MemorySource.Nothing);
        AssertUntouched(
            made, new MemorySlot(needed - 1), BundleFault.TooLarge, $"it needs {needed} bytes of a slot, and a slot has {needed - 1} here");
        AssertUntouched(
            made, new MemorySlot(Capacity) { BootCapacity = 30_000 }, BundleFault.TooLarge,
            "it needs 45056 bytes of the boot partition, and this slot can have 30000 there");
    }

    [SuppressMessage("Performance", "CA1859", Justification = "The exception's type is what is looked at.")]
    private static void AssertUntouched(TestBundle made, MemorySlot slot, BundleFault fault, string message)
    {
        var refused = Assert.Throws<BundleException>(() => Begin(made.ToBytes(), slot, MemorySource.Nothing));
        Assert.Equal((fault, message), (refused.Fault, refused.Message));
        Assert.NotNull(refused.Hint);
        Assert.Equal((0, false), (slot.Written, slot.WasDisarmed));
    }

    private static BundleReceiver Receive(byte[] bundle, MemorySlot slot, ISlotSource source)
    {
        var receiver = Begin(bundle, slot, source);
        Send(bundle, receiver, receiver.Asked);
        receiver.Finish(Stopping);
        return receiver;
    }

    private static BundleReceiver Begin(byte[] bundle, MemorySlot slot, ISlotSource source)
    {
        var receiver = new BundleReceiver(TestBundle.Head(bundle), slot, TestBundle.Device, olderToo: false);
        receiver.Prepare(source, Stopping);
        return receiver;
    }

    /// <summary>In pieces that end anywhere.</summary>
    private static void Send(byte[] bundle, BundleReceiver receiver, long bytes)
    {
        var start = BundleHeader.Parse(bundle).HeadLength;
        var all = receiver.Ranges.SelectMany(range => bundle[(int)(start + range.Offset)..(int)(start + range.Offset + range.Length)]);
        foreach (var piece in all.Take((int)bytes).Chunk(777))
            receiver.Take(piece);
    }

    private static void Check(MemorySlot slot, TestBundle made, byte[] bundle)
    {
        Assert.NotNull(slot.Armed);
        var root = made.Files[BundleNames.Root];
        var tree = TestBundle.Tree(root);
        var padded = (int)VerityTree.Padded(root.Length);
        Assert.Equal(root, slot.Content[..root.Length]);
        Assert.All(slot.Content[root.Length..padded], zero => Assert.Equal(0, zero));
        Assert.Equal(tree.Content.ToArray(), slot.Content.AsSpan(padded, tree.Content.Length).ToArray());
        Assert.Equal(VerityTree.SizeFor(root.Length), tree.Content.Length);
        Assert.Equal(made.Files.Keys.Where(name => name != BundleNames.Root), slot.Boot.Keys.Order(StringComparer.Ordinal));
        Assert.All(slot.Boot, file => Assert.Equal(made.Files[file.Key], file.Value));
        Assert.Equal(TestBundle.Head(bundle).ManifestText.ToArray(), slot.Armed.ManifestText.ToArray());
        Assert.Equal(TestBundle.Head(bundle).Signature.ToArray(), slot.Armed.Signature.ToArray());
    }

    /// <summary>What runs, one block of which cannot be read.</summary>
    private sealed class FailingSource(IReadOnlyDictionary<string, byte[]> files, string failing, int at) : ISlotSource
    {
        public IReadOnlyList<RunningFile> Files => [.. files.Select(file => new RunningFile(
            file.Key, () => file.Key == failing ? new FailingStream(file.Value, at) : new MemoryStream(file.Value)))];
    }

    private sealed class FailingStream(byte[] content, int at) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => Position < at + 4096 && Position + count > at
            ? throw new IOException("Input/output error")
            : base.Read(buffer, offset, count);
    }
}

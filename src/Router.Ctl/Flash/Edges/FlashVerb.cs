using Router.Ctl.Cli;
using Router.Ctl.Flash.Gpt;
using Router.Image.Building;

namespace Router.Ctl.Flash.Edges;

/// <summary>Checks image and target, asks, writes, and says what came of it.</summary>
internal sealed class FlashVerb(Terminal terminal)
{
    public required string Image { get; init; }

    public required string Target { get; init; }

    public bool Yes { get; init; }

    public bool Grow { get; init; }

    /// <summary>Bytes that a file is to have at least; 0: those of the image.</summary>
    public long FileSize { get; init; }

    public bool Force { get; init; }

    /// <summary>Nobody has to have signed the image.</summary>
    public bool Unsigned { get; init; }

    /// <summary>The folder of the keys to trust; null: the repository's.</summary>
    public string? Keys { get; init; }

    public bool Json { get; init; }

    /// <summary>Where <c>proc</c> and <c>sys</c> lie.</summary>
    public string SystemRoot { get; init; } = "/";

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        // Nothing is written before the person has said yes, so this can be left where it waits.
        var (image, table, signed, open) = await Task.Run(Prepare, CancellationToken.None).WaitAsync(stopping);
        using (image)
        {
            var result = await ProgressDisplay.RunAsync(
                terminal, steps => Task.Run(() => Write(open, image, table, signed, steps, stopping), CancellationToken.None));
            Print(result);
        }
        return ExitCode.Done;
    }

    private (FileStream Image, GptTable? Table, ImageFile? Signed, Func<IFlashTarget> Open) Prepare()
    {
        var image = OpenImage();
        var head = new byte[(int)Math.Min(GptTable.HeadLength, image.Length)];
        image.ReadExactly(head);
        image.Position = 0;
        var table = ImageRules.Check(Image, head, image.Length, Force);

        if (Grow && table is null)
            throw Failure.Usage(
                $"--grow: {Image} has no GUID partition table, and only the last partition of one can grow",
                "leave --grow out, and grow the partition with the disk's own tools");

        var signed = Unsigned ? null : SignedImage.Require(Image, Keys);
        var (kind, number) = Native.Look(Target);
        return (image, table, signed, kind switch
        {
            NodeKind.BlockDevice => Device(number, image.Length),
            NodeKind.File or NodeKind.Missing => DiskFile(kind, image.Length),
            NodeKind.Folder => throw Failure.Input($"{Target}: it is a folder", $"name a file in it: {Path.Combine(Target, "disk.img")}"),
            _ => throw Failure.Input($"{Target}: it is neither a disk nor a file"),
        });
    }

    private FlashResult Write(
        Func<IFlashTarget> open, FileStream image, GptTable? table, ImageFile? signed, StepStarter steps, CancellationToken stopping)
    {
        if (signed is not null)
            SignedImage.RequireSame(Image, image, signed, steps, stopping);
        using var target = open();
        try
        {
            return new Flasher(target, steps).Run(image, table, Grow, stopping);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && target is DeviceTarget)
        {
            terminal.WriteError($"{Target} holds a part of the image and does not boot", "flash it again before you use it");
            throw;
        }
    }

    private FileStream OpenImage()
    {
        try
        {
            return Native.Look(Image).Kind switch
            {
                NodeKind.File => new FileStream(Image, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0),
                NodeKind.Missing => throw Failure.Input($"{Image}: there is no such file"),
                _ => throw Failure.Input($"{Image}: it is not a file", "give the disk.img that `routerctl image build` writes"),
            };
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failure.Machine($"{Image}: it may not be read", "run this as a user who may", e);
        }
    }

    private Func<IFlashTarget> Device(DeviceNumber number, long length)
    {
        if (FileSize > 0)
            throw Failure.Usage($"--size: {Target} is a device and has the size it has");
        var facts = new BlockInspector(SystemRoot).Read();
        var refusals = TargetRules.Refusals(facts, number, length);
        if (refusals.Count > 0)
            throw Failure.Input($"{Target} is not written to: {string.Join("; ", refusals.Take(5))}");
        var device = facts.Devices.First(d => d.Number == number);
        Confirm($"{Target} ({(device.Model.Length > 0 ? device.Model + ", " : "")}{ByteSize.ToText(device.Size)})");
        return () => OpenDevice(device.Size);
    }

    private DeviceTarget OpenDevice(long size)
    {
        try
        {
            return new DeviceTarget(Target, size);
        }
        catch (IOException e) when (e.HResult == Native.Busy)
        {
            throw Failure.Input($"{Target} is not written to: it is in use", "unmount what is on it, then flash again", e);
        }
    }

    private void Confirm(string what)
    {
        if (Yes)
            return;
        if (!terminal.CanAsk)
            throw Failure.Usage($"{what} would be overwritten, and nobody can be asked", "add --yes if that is meant");
        terminal.Error.Write($"Everything on {what} will be lost. Type yes to go on: ");
        using var input = new StreamReader(terminal.OpenInput());
        if (input.ReadLine()?.Trim() is not "yes")
            throw Failure.Input($"{Target} was left as it is");
    }

    private Func<IFlashTarget> DiskFile(NodeKind kind, long length)
    {
        var full = Path.GetFullPath(Target);
        DiskFilePath.Check(Target);
        var there = kind == NodeKind.File
            ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(full)
            : null;
        if (there?.FullName == Path.GetFullPath(Image))
            throw Failure.Input($"{Target}: it is the image itself");
        if (there is { Length: > 0 } && there.Length < length)
            throw Failure.Input(
                $"{Target} is not written to: it holds {there.Length} bytes, and the image has {length}",
                "make it larger, or remove it first");
        if (FileSize > 0 && FileSize < length)
            throw Failure.Input($"--size: {ByteSize.ToText(FileSize)} is less than the image's {ByteSize.ToText(length)}");
        var size = Math.Max(Math.Max(length, FileSize), there?.Length ?? 0);
        // Whole sectors: a disk has no others.
        return () => new FileTarget(full, (size + GptHeader.SectorSize - 1) / GptHeader.SectorSize * GptHeader.SectorSize);
    }

    private void Print(FlashResult result)
    {
        if (Json)
        {
            terminal.WriteJson(
                new FlashReport(
                    Image, Target, result.Bytes, result.Sha256, result.TargetBytes, result.TableMoved, Grow && result.TableMoved),
                FlashJson.Default.FlashReport);
            return;
        }
        terminal.Out.WriteLine($"{Target}: {ByteSize.ToText(result.Bytes)} written and read back, SHA-256 {result.Sha256}");
        if (result.TableMoved)
            terminal.Out.WriteLine(
                $"{Target}: partition table {(Grow ? "and last partition reach" : "reaches")} to the end, at {ByteSize.ToText(result.TargetBytes)}");
    }
}

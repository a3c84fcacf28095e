using System.Globalization;

namespace Router.Ctl.Flash.Edges;

/// <summary>Reads <see cref="BlockFacts"/> from <c>/proc</c> and <c>/sys</c> below a root folder (<c>/</c>, or a test's tree).</summary>
internal sealed class BlockInspector(string root)
{
    private const int KernelSector = 512;

    public BlockFacts Read()
    {
        var folder = Path.Combine(root, "sys/class/block");
        var devices = Directory.Exists(folder)
            ? Directory.GetFileSystemEntries(folder).Select(ReadDevice).OfType<BlockDevice>().ToList()
            : [];
        return new BlockFacts(devices, [.. Mounts(devices), .. Swaps(devices)]);
    }

    private static BlockDevice? ReadDevice(string link)
    {
        // An entry of the class is a link into the device tree; a partition lies in the folder of its disk.
        var folder = Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link;
        if (Text(folder, "dev") is not { } dev || DeviceNumber.Parse(dev) is not { } number)
            return null;
        var disk = Text(folder, "partition") is null ? folder : Path.GetDirectoryName(folder)!;
        return new BlockDevice(
            Path.GetFileName(folder).Replace('!', '/'), number, disk == folder ? null : DeviceNumber.Parse(Text(disk, "dev") ?? ""),
            Number(folder, "size") * KernelSector, (int)Math.Max(KernelSector, Number(disk, "queue/logical_block_size")),
            Number(folder, "ro") == 1)
        {
            Holders = Names(folder, "holders"),
            MadeOf = Names(folder, "slaves"),
            Model = Text(disk, "device/model")?.Trim() ?? "",
        };
    }

    /// <summary>
    /// <c>/proc/self/mountinfo</c>, proc(5): the third field is the device number; file systems with numbers of their own
    /// (btrfs) name the device after the dash.
    /// </summary>
    private IEnumerable<DeviceUse> Mounts(List<BlockDevice> devices)
    {
        foreach (var line in Lines("proc/self/mountinfo"))
        {
            var fields = line.Split(' ');
            var dash = Array.IndexOf(fields, "-");
            if (dash < 6 || fields.Length < dash + 3)
                continue;
            var point = Unescape(fields[4]);
            var device = DeviceNumber.Parse(fields[2]) is { Major: not 0 } number ? number : Find(devices, Unescape(fields[dash + 2]));
            if (device is { } used)
                yield return new DeviceUse(used, point);
        }
    }

    private IEnumerable<DeviceUse> Swaps(List<BlockDevice> devices) =>
        from line in Lines("proc/swaps").Skip(1)
        let device = Find(devices, Unescape(line.Split(' ', '\t')[0]))
        where device is not null
        select new DeviceUse(device.Value, "swap");

    /// <summary>By the name of its node; <c>/dev/mapper/NAME</c> is a link to it.</summary>
    private DeviceNumber? Find(List<BlockDevice> devices, string node)
    {
        if (!node.StartsWith("/dev/", StringComparison.Ordinal))
            return null;
        var path = Path.Combine(root, node[1..]);
        if (File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target)
            path = target.FullName;
        var name = Path.GetRelativePath(Path.Combine(root, "dev"), path);
        return devices.FirstOrDefault(d => d.Name == name)?.Number;
    }

    private IEnumerable<string> Lines(string file)
    {
        var path = Path.Combine(root, file);
        return File.Exists(path) ? File.ReadLines(path) : [];
    }

    private static string? Text(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static long Number(string folder, string file) =>
        long.TryParse(Text(folder, file), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static IReadOnlyList<string> Names(string folder, string list)
    {
        var path = Path.Combine(folder, list);
        return Directory.Exists(path) ? [.. Directory.GetFileSystemEntries(path).Select(e => Path.GetFileName(e)!)] : [];
    }

    /// <summary>The kernel writes blanks in names as three octal digits: <c>\040</c>.</summary>
    private static string Unescape(string text)
    {
        for (var at = text.IndexOf('\\'); at >= 0 && at + 4 <= text.Length; at = text.IndexOf('\\', at + 1))
            text = string.Concat(text.AsSpan(0, at), ((char)Convert.ToInt32(text.Substring(at + 1, 3), 8)).ToString(), text.AsSpan(at + 4));
        return text;
    }
}

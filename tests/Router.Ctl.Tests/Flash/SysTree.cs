namespace Router.Ctl.Tests.Flash;

/// <summary>A tree as <c>/proc</c>, <c>/sys</c> and <c>/dev</c> have it, for disks that this machine does not have.</summary>
internal sealed class SysTree : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> mounts = [];

    public string Root => folder.Path;

    /// <param name="name">As <c>sda</c>.</param>
    /// <param name="number">As <c>8:0</c>.</param>
    /// <param name="bytes">Size.</param>
    public SysTree Disk(string name, string number, long bytes = 1L << 30, int sector = 512, bool readOnly = false)
    {
        Device($"sys/devices/{name}", name, number, bytes, readOnly);
        folder.Write($"sys/devices/{name}/queue/logical_block_size", $"{sector}\n");
        return this;
    }

    public SysTree Partition(string disk, string name, string number)
    {
        Device($"sys/devices/{disk}/{name}", name, number, 1 << 20, readOnly: false);
        folder.Write($"sys/devices/{disk}/{name}/partition", "1\n");
        return this;
    }

    /// <summary><paramref name="holder"/> is made of <paramref name="part"/> (in the folder <paramref name="of"/> of its disk).</summary>
    public SysTree Holds(string holder, string part, string of)
    {
        folder.Write($"sys/devices/{of}/holders/{holder}", "");
        folder.Write($"sys/devices/{holder}/slaves/{part}", "");
        return this;
    }

    public SysTree Mount(string number, string point, string source = "/dev/x")
    {
        mounts.Add($"36 35 {number} / {point} rw,noatime shared:1 - ext4 {source} rw\n");
        folder.Write("proc/self/mountinfo", string.Concat(mounts));
        return this;
    }

    public SysTree Swap(string node)
    {
        folder.Write(
            "proc/swaps",
            $"Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n{node}                               partition\t1000\t\t0\t\t-2\n");
        return this;
    }

    public SysTree Node(string name, string? linkTo = null)
    {
        if (linkTo is null)
            folder.Write($"dev/{name}", "");
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[$"dev/{name}"])!);
            File.CreateSymbolicLink(folder[$"dev/{name}"], linkTo);
        }
        return this;
    }

    public void Dispose() => folder.Dispose();

    private void Device(string path, string name, string number, long bytes, bool readOnly)
    {
        folder.Write($"{path}/dev", number + "\n");
        folder.Write($"{path}/size", $"{bytes / 512}\n");
        folder.Write($"{path}/ro", readOnly ? "1\n" : "0\n");
        Directory.CreateDirectory(folder["sys/class/block"]);
        Directory.CreateSymbolicLink(folder[$"sys/class/block/{name}"], $"../../{path["sys/".Length..]}");
    }
}

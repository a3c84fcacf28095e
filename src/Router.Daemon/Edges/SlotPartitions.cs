namespace Router.Daemon.Edges;

/// <summary>Which partitions are slots, and which of them runs, as sysfs has it.</summary>
/// <param name="root">In front of <c>/sys</c> and <c>/proc</c>.</param>
internal sealed class SlotPartitions(string root)
{
    private const string Label = "PARTNAME=slot-", SlotWord = "router.slot=", HashWord = "router.verity=";

    /// <summary>What the initramfs calls the root that is checked by its hash tree, and its device.</summary>
    public const string MappedName = "root", MappedRoot = $"/dev/mapper/{MappedName}";

    public static string Other(string slot) => slot == "a" ? "b" : "a";

    /// <summary>The device of a slot, <c>/dev/vda3</c>; null: this machine has no such slot.</summary>
    public string? Device(string slot) => Blocks()
        .Where(block => Lines(block).Contains($"{Label}{slot}"))
        .Select(block => $"/dev/{Path.GetFileName(block)}")
        .FirstOrDefault();

    /// <summary>The slot whose root runs, <c>a</c> or <c>b</c>; null: none does.</summary>
    public string? Running
    {
        get
        {
            var slaves = Path.Combine(root, "sys/block/dm-0/slaves");
            var below = Directory.Exists(slaves) ? Directory.EnumerateFileSystemEntries(slaves).FirstOrDefault() : null;
            // One that was copied to RAM is on no partition.
            return (below is null ? null : NameOf(Path.Combine(root, "sys/class/block", Path.GetFileName(below)))) ?? Told(SlotWord);
        }
    }

    /// <summary>Of the root that runs, in hexadecimal; null: it is not checked.</summary>
    public string? RootHash => Told(HashWord);

    private string? Told(string word) => Text("proc/cmdline").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(told => told.StartsWith(word, StringComparison.Ordinal))?[word.Length..];

    private static string? NameOf(string block) =>
        Lines(block).FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))?[Label.Length..];

    private IEnumerable<string> Blocks()
    {
        var blocks = Path.Combine(root, "sys/class/block");
        return Directory.Exists(blocks) ? Directory.EnumerateFileSystemEntries(blocks) : [];
    }

    private static string[] Lines(string block)
    {
        var file = Path.Combine(block, "uevent");
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    private string Text(string path)
    {
        var file = Path.Combine(root, path);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}

using Router.Documents;
using Router.Image.Architectures;

namespace Router.Image.Root;

/// <summary>
/// What of a kernel's modules an image keeps: a line each with a path below <c>kernel/</c>, of a folder (<c>/</c> at the end) or of a
/// single module, and words behind it. <c>include BOARD</c> takes the lines of another board. Lines that begin with <c>#</c> are for
/// people.
/// </summary>
internal sealed record ModuleList(string File, IReadOnlyList<ModuleLine> Lines, IReadOnlyList<Problem> Problems)
{
    private const string Early = "initramfs", Later = "initramfs-later", MayLack = "optional", Another = "include";

    /// <summary>Other boards whose lists belong to this one, and the lines that say so.</summary>
    public IReadOnlyList<(int Number, string Board)> Includes { get; init; } = [];

    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">What is in it.</param>
    public static ModuleList Parse(string file, string text)
    {
        var lines = new List<ModuleLine>();
        var problems = new List<Problem>();
        var includes = new List<(int, string)>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#')
                continue;
            var number = index + 1;
            if (words is [Another, var board])
                includes.Add((number, board));
            else if (words.Skip(1).FirstOrDefault(word => word is not (Early or Later or MayLack) && !IsArchitecture(word)) is { } strange)
                problems.Add(new Problem(
                    words[0], $"'{strange}' is no word of a list of modules",
                    $"behind a path may stand {Early}, {Later}, {MayLack} and an architecture, such as {Architecture.X64.Name}",
                    number, 1));
            else if (Fault(words[0]) is { } fault)
                problems.Add(new Problem(
                    words[0], fault, "write it as below kernel/: drivers/net/tun, or drivers/net/bonding/", number, 1));
            else
                lines.Add(new ModuleLine(number, words[0], words.Contains(Early), words.Contains(MayLack))
                {
                    IsLater = words.Contains(Later),
                    Architectures = [.. words.Skip(1).Where(IsArchitecture)],
                });
        }
        return new ModuleList(file, lines, problems) { Includes = includes };
    }

    /// <summary>The lines that hold for an architecture, as apk names it.</summary>
    public ModuleList For(string architecture) => this with
    {
        Lines = [.. Lines.Where(line => line.Architectures.Count == 0 || line.Architectures.Contains(architecture))],
    };

    private static bool IsArchitecture(string word) => Architecture.All.Any(architecture => architecture.Name == word);

    private static string? Fault(string path) =>
        path[0] == '/' || path.StartsWith("kernel/", StringComparison.Ordinal) ? "is not a path below kernel/"
        : path.Contains(".ko", StringComparison.Ordinal) ? "has a file's ending, which differs from kernel to kernel"
        : null;
}

/// <param name="Number">From 1.</param>
/// <param name="Path">Below <c>kernel/</c>.</param>
/// <param name="IsEarly">The initramfs loads it before it looks for the root.</param>
/// <param name="IsOptional">A kernel without it will do.</param>
internal sealed record ModuleLine(int Number, string Path, bool IsEarly, bool IsOptional)
{
    /// <summary>The initramfs has it, and loads it when it has to do with the boot partition.</summary>
    public bool IsLater { get; init; }

    /// <summary>The architectures whose kernels have it, as apk names them; none: all.</summary>
    public ValueList<string> Architectures { get; init; } = [];
}

/// <summary>The modules of an initramfs, as paths below the kernel's folder, each before those that need it.</summary>
/// <param name="Early">Loaded before the root is looked for.</param>
/// <param name="Later">Loaded when it has to do with the boot partition.</param>
internal sealed record InitramfsModules(IReadOnlyList<string> Early, IReadOnlyList<string> Later);

/// <summary>Of a kernel's modules those that an image keeps.</summary>
/// <param name="Board">For the board's hardware: its list, and those which that includes.</param>
/// <param name="Every">For what every router does.</param>
internal sealed record WantedModules(IReadOnlyList<ModuleList> Board, ModuleList Every)
{
    /// <summary>Hardware first: it gets ready while the rest is loaded.</summary>
    public IEnumerable<ModuleLine> Lines => Board.Append(Every).SelectMany(list => list.Lines);

    /// <summary>The lines that hold for an architecture, as apk names it.</summary>
    public WantedModules For(string architecture) => new([.. Board.Select(list => list.For(architecture))], Every.For(architecture));
}

using System.Globalization;
using Router.Ctl.Cli;
using Router.Image.Apk;
using Router.Image.Inspection;

namespace Router.Ctl.Image;

/// <summary>The lines of <c>image diff</c>: <c>+</c> came, <c>-</c> went, <c>~</c> changed.</summary>
internal static class DiffText
{
    /// <summary>What an image has one of, where it changed; the sizes always.</summary>
    public static IEnumerable<string> Values(ImageDescription a, ImageDescription b) =>
        ImageValues.Changes(a, b).Select(value => $"{value.Words}: {value.Change.Before} -> {value.Change.After}")
            .Append($"size: {Sizes(a.Size, b.Size)} packed, {Sizes(a.Unpacked, b.Unpacked)} unpacked");

    /// <summary><c>packages: 1 added, 0 removed, 2 changed</c>.</summary>
    public static string Count<T>(string what, IReadOnlyList<Change<T>> changes)
        where T : class
    {
        var (added, removed) = (changes.Count(c => c.Before is null), changes.Count(c => c.After is null));
        return $"{what}: {added} added, {removed} removed, {changes.Count - added - removed} changed";
    }

    public static string Package(Change<PackageSummary> change) => change switch
    {
        { Before: null } => $"+ {change.Name} {change.After!.Version}",
        { After: null } => $"- {change.Name} {change.Before.Version}",
        { Before: var a, After: var b } when a.Version == b.Version => $"~ {change.Name} {a.Version}: built anew",
        { Before: var a, After: var b } => $"~ {change.Name} {a.Version} -> {b.Version}",
    };

    public static string File(Change<FileSummary> change) => change switch
    {
        { Before: null } => $"+ {change.Name} {Facts(change.After!)}",
        { After: null } => $"- {change.Name} {Facts(change.Before)}",
        { Before: var a, After: var b } => $"~ {change.Name} {string.Join(", ", Details(a, b))}",
    };

    private static string Facts(FileSummary file) => $"{Kind(file.Kind)} {Mode(file)} {Owner(file)} {file.Size}";

    private static IEnumerable<string> Details(FileSummary a, FileSummary b)
    {
        if (a.Kind != b.Kind)
            yield return $"{Kind(a.Kind)} -> {Kind(b.Kind)}";
        if (a.Size != b.Size)
            yield return $"size {a.Size} -> {b.Size}";
        else if (a.Content != b.Content)
            yield return a.Kind == NodeKind.SymbolicLink ? $"target {a.Content} -> {b.Content}" : "content";
        if (a.Mode != b.Mode)
            yield return $"mode {Mode(a)} -> {Mode(b)}";
        if (Owner(a) != Owner(b))
            yield return $"owner {Owner(a)} -> {Owner(b)}";
        if (a.HasCapabilities != b.HasCapabilities)
            yield return b.HasCapabilities ? "with capabilities" : "without capabilities";
    }

    private static string Mode(FileSummary file) => Convert.ToString(file.Mode, 8);

    private static string Owner(FileSummary file) => $"{file.User}:{file.Group}";

    private static string Kind(NodeKind kind) => kind switch
    {
        NodeKind.File => "file",
        NodeKind.Directory => "folder",
        NodeKind.SymbolicLink => "link",
        _ => "device",
    };

    private static string Sizes(long a, long b) => a == b
        ? ByteSize.ToText(a)
        : $"{ByteSize.ToText(a)} -> {ByteSize.ToText(b)} ({(b - a).ToString("+0;-0", CultureInfo.InvariantCulture)} bytes)";
}

using System.Collections.Concurrent;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Documents;
using Router.Documents.Yaml;

namespace Router.Ctl.Push.Edges;

/// <summary>Templates on disk; each is read once. May be asked from many threads.</summary>
/// <param name="terminal">What stands for <c>-</c>.</param>
/// <param name="strict">
/// Marks of byte order and line ends of Windows are wrong: of files that include each other they would land inside.
/// </param>
internal sealed class TemplateFiles(Terminal terminal, bool strict)
{
    private readonly ConcurrentDictionary<string, Lazy<(string? Text, Problem Problem)>> read = new(StringComparer.Ordinal);

    /// <summary>Null: <paramref name="problem"/> says why not.</summary>
    public string? Read(string path, out Problem problem)
    {
        (var text, problem) = read.GetOrAdd(path, one => new(() => Load(one))).Value;
        return text;
    }

    /// <summary>What is wrong with the bytes of a file that is to be plain; null: nothing.</summary>
    public static Problem? Oddity(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            return new Problem(
                "", "it begins with a mark of byte order", "save it as UTF-8 without one: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE", 1, 1);
        var at = bytes.IndexOf((byte)'\r');
        return at < 0
            ? null
            : new Problem("", "its lines end as on Windows", "sed -i 's/\\r$//' FILE", bytes[..at].Count((byte)'\n') + 1, 1);
    }

    private (string? Text, Problem Problem) Load(string path)
    {
        if (DocumentFile.Read(path, terminal, out var problem) is not { } bytes)
            return (null, problem);
        if (strict && Oddity(bytes) is { } odd)
            return (null, odd);
        return YamlText.TryDecode(bytes, out var text, out problem) ? (text, default) : (null, problem);
    }
}

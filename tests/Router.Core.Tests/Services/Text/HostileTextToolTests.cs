using System.Text.Json;
using Router.Core.State;

namespace Router.Core.Tests.Services.Text;

/// <summary>
/// The services' own parsers read back what the checks took: the oddest texts of each leaf. A tool that neither this machine nor the tree
/// of a built image has is skipped.
/// </summary>
public sealed class HostileTextToolTests : IDisposable
{
    private const int OddestOfALeaf = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("router-text").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Samba_ReadsBackSharesAndComments()
    {
        foreach (var (document, file) in Files("/etc/samba/smb.conf", "testparm"))
        {
            var (_, said) = Run("testparm", "-s", file);
            var sections = said.Split('\n').Where(l => l.StartsWith('[')).ToList();
            Assert.True(sections.Count == 2, $"{document.Leaf} = '{document.Text}': {string.Join(' ', sections)}");
            foreach (var line in File.ReadAllLines(file)
                .SkipWhile(l => l != sections[1])
                .Where(l => l.StartsWith("comment", StringComparison.Ordinal) || l.StartsWith("path", StringComparison.Ordinal)))
                Assert.Contains($"\t{line}\n", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Dnsmasq_TakesItsFile() => Each("/etc/dnsmasq.conf", "dnsmasq", file => Run("dnsmasq", "--test", "-C", file));

    [Fact]
    public void Chrony_ReadsBackItsServers()
    {
        foreach (var (document, file) in Files("/etc/chrony/chrony.conf", "chronyd"))
        {
            var (status, said) = Run("chronyd", "-p", "-f", file);
            Assert.True(status == 0, $"{document.Leaf} = '{document.Text}': {said}");
            Assert.All(
                File.ReadAllLines(file)
                    .Where(l => l.StartsWith("pool", StringComparison.Ordinal) || l.StartsWith("server", StringComparison.Ordinal)),
                line => Assert.Contains(line, said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Squid_ReadsBackEachLine()
    {
        foreach (var (document, file) in Files("/etc/squid/squid.conf", "squid"))
        {
            // Without users of the image and folders of the device.
            File.WriteAllLines(
                file,
                File.ReadAllLines(file)
                    .Where(l => !l.StartsWith("cache_", StringComparison.Ordinal) && !l.StartsWith("pid_", StringComparison.Ordinal)));
            var (_, said) = Run("squid", "-k", "parse", "-f", file);
            Assert.All(
                File.ReadAllLines(file).Where(l => l.Length > 0),
                line => Assert.Contains($"Processing: {line}\n", said, StringComparison.Ordinal));
            Assert.False(
                said.Contains("unrecognized", StringComparison.Ordinal) || said.Contains("FATAL", StringComparison.Ordinal),
                $"{document.Leaf} = '{document.Text}': {said}");
        }
    }

    [Fact]
    public void Bgpd_TakesItsFile() => Each("/etc/frr/bgpd.conf", "/usr/lib/frr/bgpd", file => Run("/usr/lib/frr/bgpd", "-C", "-f", file));

    [Fact]
    public void Kernel_ReadsBackSetsAndComments()
    {
        foreach (var (document, file) in Files("ruleset", "nft"))
        {
            var (status, said) = Run("unshare", "-n", "sh", "-c", "nft -f \"$1\" && nft -j list ruleset", "sh", file);
            Assert.True(status == 0, $"{document.Leaf} = '{document.Text}': {said}");
            using var listing = JsonDocument.Parse(said);
            var strings = Strings(listing.RootElement).ToHashSet();
            var plain = document.State.Ruleset.ToText().Split('\n');
            Assert.All(
                plain.Where(l => l.StartsWith("  set ", StringComparison.Ordinal)).Select(l => l.Split(' ')[3]),
                name => Assert.Contains(name, strings));
            Assert.All(plain.Select(Comment).OfType<string>(), comment => Assert.Contains(comment, strings));
        }
    }

    private static string? Comment(string line) => line.Split(" comment \"") is [_, var rest] ? rest[..^1] : null;

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private void Each(string path, string tool, Func<string, (int Status, string Said)> check)
    {
        foreach (var (document, file) in Files(path, tool))
        {
            var (status, said) = check(file);
            Assert.True(status == 0, $"{document.Leaf} = '{document.Text}': {said}");
        }
    }

    /// <summary>Each content of the file that is not that of the plain document, written to the same place one after the other.</summary>
    private IEnumerable<(HostileDocument Document, string File)> Files(string path, string tool)
    {
        Assert.SkipWhen(ServiceProgram.Find(tool) is null, $"{tool} is neither on this machine nor in the tree of a built image");
        Assert.SkipUnless(tool != "nft" || Environment.UserName == "root", "namespaces want root");
        var plain = Content(HostileDocuments.Plain, path);
        var file = Path.Combine(folder, Path.GetFileName(path));
        var documents = HostileDocuments.All.Where(d => Content(d.State, path) != plain).GroupBy(d => d.Leaf)
            .SelectMany(leaf => leaf.OrderByDescending(d => d.Text.Count(c => !char.IsAsciiLetterOrDigit(c)))
                .ThenByDescending(d => d.Text.Length)
                .Take(OddestOfALeaf))
            .ToList();
        Assert.NotEmpty(documents);
        foreach (var document in documents)
        {
            File.WriteAllText(file, Content(document.State, path));
            yield return (document, file);
        }
    }

    private static string? Content(DesiredState state, string path) =>
        path == "ruleset" ? state.Ruleset.ToText() : state.Services.SelectMany(s => s.Files).FirstOrDefault(f => f.Path == path)?.Content;

    private (int Status, string Said) Run(string tool, params string[] arguments) => Program(tool).Run(folder, arguments);

    private static ServiceProgram Program(string tool) => ServiceProgram.Find(tool) ?? throw new InvalidOperationException(tool);
}

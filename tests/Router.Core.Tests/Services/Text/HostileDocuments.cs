using System.Text;
using Router.Core.Boards;
using Router.Core.Shapes;
using Router.Core.State;
using Router.Documents.Shapes;
using Router.Documents.Yaml;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Services.Text;

/// <summary>What a document that the checks took became: <paramref name="Text"/> at the leaf that had <paramref name="Before"/>.</summary>
internal sealed record HostileDocument(string Leaf, IScalarShape Shape, string Before, string Text, DesiredState State);

/// <summary>The document with a value at every leaf, and hostile text in the place of each value in turn.</summary>
internal static class HostileDocuments
{
    private static readonly string[] Texts =
    [
        "a\\", "C:\\", "a\\ ", "a\nb", "a\r\nb", "a\u0085b", "a\u2028b", "%U", "50%", "%$(HOME)", "a%d", "a;b", ";a", "#a", "a#b", "a \"b",
        "\"a\"", "'a'", " a", "a ",
        "a\tb", "a\u0000", "a\u001b[31m", "\u202egpj.a", "\ufeffa", "a\u00a0b", "a\ud800", "a,b", "a b", "a  b", "a=b", "[a]", "a]",
        "a\npath = /", "{a}", "}", "a/b",
        "../a", "..", "/etc", "$a", "${a}", "$(id)", "`id`", "a:b", "!a", "@a", "@", "*", "a*", "?", "~", "-a", "a-", "--", "ä", "日本", "👍",
        "a.b", "a..b", ".a", "_a",
        "A", "a|b", "<a>", "a&b", "a^b", "a+b", "3d", "101", "5W", "ignore", "infinite", "all", "default", "lo", "global", "glob al",
        "homes", "localhost", "root",
        "true", "null", "no", "0", "1", "-1", "10.1", "10.0.0.1", "::1", "fe80::1%lo", "set:x", "tag:x", "id:x", "0x41", "router", "any",
        "none", "main", "eth7", "drop",
        "accept", "permit", "seq", "peer-group", "include", "exit",
        new string('x', 15), new string('x', 16), new string('x', 31), new string('x', 63), new string('x', 64), new string('x', 65),
        new string('x', 255), new string('x', 2000),
    ];

    private static readonly Surroundings Around = new(BoardFacts.None, null, new MemorySetFiles(("weasel.txt", "198.51.100.200\n")));

    private static readonly MemorySecrets Secrets = new(
        [.. new[] { "walrus", "fennec", "gibbon", "hyena", "ibex", "jackal", "koala", "lemur", "mole" }.Select(
            name => (name, "stand-in"))
            .Append(("newt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"))]);

    private static readonly Lazy<List<HostileDocument>> Taken = new(() => [.. Make()]);

    public static IReadOnlyList<HostileDocument> All => Taken.Value;

    public static YamlNode Root { get; } = ConfigReader.Read(File.ReadAllBytes(
        Path.Combine(Golden.Root(), "tests", "Router.Core.Tests", "Services", "Text", "everything.yaml"))).Document!.Root;

    public static DesiredState Plain { get; } = Build(Root) ?? throw new InvalidOperationException("the document itself is refused");

    private static IEnumerable<HostileDocument> Make()
    {
        foreach (var value in TextLeaves.Of(RouterModel.Shape, Root).GroupBy(leaf => leaf.Node.Value))
        {
            var (leaf, shape, _) = value.First();
            // What one of its places refuses is refused.
            foreach (var text in Texts.Where(text => text != value.Key && value.All(place => place.Shape.Check(text) is null)))
            {
                if (Build(Changed(value.Key, text)) is { } state)
                    yield return new(leaf, shape, value.Key, text, state);
            }
        }
    }

    private static YamlNode Changed(string before, string text) => TextLeaves.Map(RouterModel.Shape, Root, (_, shape, leaf) =>
    {
        var written = leaf.Value == before ? text
            : shape.Names == NetworkNames.Set && leaf.Value == $"@{before}" ? $"@{text}"
            : shape.Names == NetworkNames.ZonePair ? string.Join(
                " -> ", leaf.Value.Split(" -> ").Select(zone => zone == before ? text : zone))
            : leaf.Value;
        return written == leaf.Value ? leaf : new YamlScalar(written) { Secret = leaf.Secret };
    });

    /// <summary>Null: the checks refuse it.</summary>
    private static DesiredState? Build(YamlNode root)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(YamlWriter.Block(root, 0)), Around);
        if (reading.Problems.Count > 0)
            return null;
        var links = FakeKernel.WithPorts(5).State.Links.Values;
        return DesiredStateBuilder.Build(
            reading.Config, new(BoardFacts.None, [.. links], Secrets, BaseAccounts.Minimal) { SecretsAreStandIns = true }).State;
    }
}

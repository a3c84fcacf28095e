using System.Text;
using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Documents.Shapes;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class SecretNamesTests
{
    private const string Everything = """
        version: 1
        system: { users: { anna: { role: files, password: !secret zoe }, ben: { role: files, password: !secret shared } } }
        interfaces:
          tun:
            wireguard:
              private-key: !secret wg
              peers: { far: { public-key: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=, preshared-key: !secret shared } }
        """;

    [Fact]
    public void In_Document_NamesEachOnceAndSorted() =>
        Assert.Equal(["shared", "wg", "zoe"], SecretNames.In(Read(Everything).Document!));

    [Fact]
    public void In_EmptyDocument_IsEmpty() => Assert.Empty(SecretNames.In(ConfigDocument.Empty));

    [Fact]
    public void Uses_SayPathAndLine() => Assert.Equal(
        [
            new("zoe", "system users anna password", 2),
            new("shared", "system users ben password", 2),
            new("wg", "interfaces tun wireguard private-key", 6),
            new("shared", "interfaces tun wireguard peers far preshared-key", 7),
        ],
        SecretNames.Uses(Read(Everything).Document!));

    [Fact]
    public void Uses_WordThatLooksLikeASecret_IsNone() =>
        Assert.Empty(
            SecretNames.In(Read("version: 1\nsystem: { name: secret, users: { anna: { name: '!secret x' } } } # !secret y\n").Document!));

    [Fact]
    public void Uses_KeyOfANewerSchema_IsFound() =>
        Assert.Equal(["later"], SecretNames.In(Read("version: 99\nunheard: [{ of: !secret later }]\n").Document!));

    /// <summary>Each place of the model that may name a secret, in a document of its own.</summary>
    [Fact]
    public void In_EveryPlaceOfTheModelThatTakesASecret_IsFound()
    {
        var places = Places(RouterModel.Shape, []).ToList();

        Assert.Contains("mesh it ipsec psk", places.Select(ConfigPath.Join));
        foreach (var place in places)
        {
            var text = new StringBuilder("version: 1\n");
            for (var i = 0; i < place.Count; i++)
                text.Append(' ', i * 2).Append(place[i]).Append(i + 1 < place.Count ? ":\n" : ": !secret s\n");
            Assert.Equal([new SecretUse("s", ConfigPath.Join(place), place.Count + 1)], SecretNames.Uses(Read(text.ToString()).Document!));
        }
    }

    private static IEnumerable<List<string>> Places(Shape shape, List<string> path) => shape switch
    {
        IScalarShape scalar when scalar.Names == NameKind.Secret => [path],
        IRecordShape record => record.Fields.SelectMany(field => Places(field.Shape, [.. path, field.Name])),
        IMapShape map => Places(map.Item, [.. path, "it"]),
        _ => [],
    };

    private static ConfigReading Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text));
}

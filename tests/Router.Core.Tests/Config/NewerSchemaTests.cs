using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>A document that a newer router wrote: what is not known here is kept and told, and never lost.</summary>
public class NewerSchemaTests
{
    private const string Known = "interfaces:\n  lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }\n";

    [Fact]
    public void Check_UnknownKeysOfANewerSchema_AreToldAndNotRefused()
    {
        var reading = Check(
            "version: 3\ntelepathy: { range: 3 }\ninterfaces:\n  lan:\n    device: eth1\n    zone: lan\n    colour: red # nice\n");
        Assert.Empty(reading.Problems);
        Assert.Equal("lan", reading.Config.Interfaces["lan"].Zone);
        Assert.Equal(
            [("telepathy", 2), ("interfaces lan colour", 7)],
            reading.Advice
                .Where(a => a.Message.StartsWith("is not known to this version", StringComparison.Ordinal))
                .Select(a => (a.Path, a.Line)));
    }

    [Fact]
    public void Check_UnknownKeysOfTheKnownSchema_AreRefused() =>
        Assert.Equal("telepathy", Assert.Single(Check("version: 1\ntelepathy: { range: 3 }\n" + Known).Problems).Path);

    [Fact]
    public void Check_WrongValuesOfKnownKeys_AreRefusedInANewerSchemaToo() =>
        Assert.Equal(
            "interfaces lan mtu",
            Assert.Single(Check("version: 3\ninterfaces:\n  lan: { device: eth1, zone: lan, mtu: huge }\n").Problems).Path);

    [Fact]
    public void Delete_UnknownKey_TakesItAloneAndNothingElseThatIsNotThere()
    {
        var document = ConfigReader.Read("version: 1\nsystem:\n  hostname: home\n  lamp: { colour: red }\n"u8.ToArray()).Document!;
        Assert.Equal("version: 1\nsystem:\n  hostname: home\n", document.Delete(["system", "lamp"]).Document!.ToText());
        Assert.Equal("unknown key", document.Delete(["system", "lamb"]).Problem!.Value.Message);
        Assert.Equal("unknown key", document.Delete(["system", "lamp", "colour"]).Problem!.Value.Message);
    }

    /// <summary>Whatever stands there that is not known, edits of other places and the way back leave it letter by letter.</summary>
    [Fact]
    public void Edit_DocumentWithUnknownKeys_KeepsThemAndComesBack()
    {
        var names = Gen.Elements("telepathy", "warp", "x1", "zeta");
        var values = Gen.Elements("3", "[a, b]", "{ deep: { deeper: 1 } }", "\"quoted # text\"", "!secret name");
        var unknown = Gen.ListOf(Gen.Zip(names, values))
            .Select(pairs => string.Concat(pairs.DistinctBy(p => p.Item1).Select(p => $"{p.Item1}: {p.Item2} # kept\n")));
        Prop.ForAll(Arb.From(Gen.Zip(unknown, unknown)), around =>
        {
            var text = $"version: 3\n{around.Item1}{Known}system:\n  hostname: old\n  wish: 1 # kept\n";
            var document = ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;
            var edited = document.Set(["system", "hostname", "new"]).Document!;
            Assert.Equal(text.Replace("hostname: old", "hostname: new", StringComparison.Ordinal), edited.ToText());
            Assert.Equal(text, edited.Set(["system", "hostname", "old"]).Document!.ToText());
            Assert.Empty(edited.Reading.Problems);
        }).QuickCheckThrowOnFailure();
    }

    private static ConfigReading Check(string text) => ConfigValidator.Check(Encoding.UTF8.GetBytes(text), Surroundings.None);
}

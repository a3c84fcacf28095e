using System.Text.Json.Nodes;
using Router.Image.Apk;
using Router.Image.Apk.Installing;
using Router.Image.Building;
using Router.Image.Sbom;

namespace Router.Image.Tests.Sbom;

public sealed class BomBuilderTests
{
    private const string Database = """
        C:Q1/FetS3dZm49PuNLeoZ0s4qC375Q=
        P:busybox
        V:1.36.1-r15
        A:x86_64
        S:470809
        I:772880
        T:Tiny utilities
        U:https://busybox.net
        L:GPL-2.0-only
        o:busybox
        t:1700000000
        D:so:libc.musl-x86_64.so.1 nothing>1
        p:cmd:sh=1.36
        F:bin
        R:busybox

        C:Q1isW9xHEADEAU4kmdvUJ5mj8W+y0=
        P:musl
        V:1.2.4_git20230717-r4
        A:x86_64
        S:1
        I:2
        T:the musl c library
        U:https://musl.libc.org
        L:MIT AND BSD-2-Clause
        p:so:libc.musl-x86_64.so.1=1
        F:lib

        C:Q1isW9xHEADEAU4kmdvUJ5mj8W+y1=
        P:odd
        V:1-r0
        A:noarch
        T:
        U:
        L:custom:odd
        D:busybox musl !gone

        C:broken
        P:damaged
        V:1-r0

        """;

    private static readonly ImageManifest Manifest = new()
    {
        Board = "box",
        Source = "alpine",
        Repositories = ["https://dl-cdn.alpinelinux.org/alpine/v3.19/main"],
        Distribution = "alpine-3.19",
        Version = "0.1.0",
        Kernel = "6.6.7-0-virt",
        Architecture = "x86_64",
        Packages = 3,
        Linked = [new LinkedLibrary("zlib", "1:1.2.13.dfsg-1+b1"), new LinkedLibrary("Serilog", "4.4.0", LinkedLibrary.NuGet)],
    };

    private static readonly ImageContents Image =
        new(Manifest, InstalledText.Parse(Database), new string('a', 64), new string('b', 64), new string('c', 64));

    private static readonly JsonNode Bom = JsonNode.Parse(BomBuilder.ToJson(Image, null))!;

    [Fact]
    public void Bom_OfAnImage_IsValidCycloneDx() => Assert.Empty(CycloneDx.Problems(BomBuilder.ToJson(Image, DateTimeOffset.UnixEpoch)));

    [Fact]
    public void Schema_OfADocumentThatIsNone_HasSomethingAgainstIt()
    {
        var bom = BomBuilder.ToJson(Image, null);
        Assert.NotEmpty(CycloneDx.Problems(bom.Replace("\"GPL-2.0-only\"", "\"GPL-2.0-sometimes\"", StringComparison.Ordinal)));
        Assert.NotEmpty(CycloneDx.Problems(bom.Replace("\"firmware\"", "\"fermware\"", StringComparison.Ordinal)));
        Assert.NotEmpty(CycloneDx.Problems(bom.Replace("urn:uuid:", "uuid:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bom_Components_AreDaemonKernelLinkedAndPackages() => Assert.Equal(
        [
            "application routerd 0.1.0", "operating-system linux 6.6.7-0-virt", "library zlib 1:1.2.13.dfsg-1+b1", "library Serilog 4.4.0",
            "library busybox 1.36.1-r15", "library musl 1.2.4_git20230717-r4", "library odd 1-r0",
        ],
        Bom["components"]!.AsArray().Select(c => $"{c!["type"]} {c["name"]} {c["version"]}"));

    [Fact]
    public void Bom_Purls_NameWhereThingsComeFrom() => Assert.Equal(
        [
            "pkg:deb/debian/zlib@1:1.2.13.dfsg-1%2Bb1?arch=source", "pkg:nuget/Serilog@4.4.0",
            "pkg:apk/alpine/busybox@1.36.1-r15?arch=x86_64&distro=alpine-3.19",
            "pkg:apk/alpine/musl@1.2.4_git20230717-r4?arch=x86_64&distro=alpine-3.19",
            "pkg:apk/alpine/odd@1-r0?arch=noarch&distro=alpine-3.19",
        ],
        Bom["components"]!.AsArray().Select(c => (string?)c!["purl"]).OfType<string>());

    [Fact]
    public void Bom_LabPackages_AreDebiansWithTheirOwnVersions()
    {
        static IndexEntry Package(string name, string debian) => new(
            new PackageDescription { Name = name, Version = "5.7-r2", Architecture = "x86_64", Commit = debian }, new byte[20], 0, 0);
        var lab = Image with
        {
            Manifest = Manifest with { Source = "lab", Distribution = "debian-12" },
            Packages = [Package("squid", "5.7-2+deb12u3"), Package("lab-base", "")],
        };
        var json = BomBuilder.ToJson(lab, null);
        Assert.Empty(CycloneDx.Problems(json));
        Assert.Contains("\"pkg:deb/debian/squid@5.7-2%2Bdeb12u3?arch=amd64&distro=debian-12\"", json, StringComparison.Ordinal);
        Assert.Contains("\"pkg:generic/lab-base@5.7-r2\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Bom_Licences_AreIdsExpressionsOrWords() => Assert.Equal(
        ["""{"license":{"id":"GPL-2.0-only"}}""", """{"expression":"MIT AND BSD-2-Clause"}""", """{"license":{"name":"custom:odd"}}"""],
        Bom["components"]!.AsArray().Where(c => c!["licenses"] is not null).Select(c => c!["licenses"]![0]!.ToJsonString()));

    [Fact]
    public void Bom_Dependencies_FollowNamesAndWhatIsProvided()
    {
        var needs = Bom["dependencies"]!.AsArray().ToDictionary(
            d => ((string)d!["ref"]!).Split('@')[0], d => d!["dependsOn"]!.AsArray().Select(r => ((string)r!).Split('@')[0]).ToArray());
        Assert.Equal(["routerd", "kernel", "pkg:apk/alpine/busybox", "pkg:apk/alpine/musl", "pkg:apk/alpine/odd"], needs["image"]);
        Assert.Equal(["pkg:deb/debian/zlib", "pkg:nuget/Serilog"], needs["routerd"]);
        Assert.Equal(["pkg:apk/alpine/musl"], needs["pkg:apk/alpine/busybox"]);
        Assert.Equal(["pkg:apk/alpine/busybox", "pkg:apk/alpine/musl"], needs["pkg:apk/alpine/odd"]);
    }

    [Fact]
    public void Bom_SameImage_IsTheSameAndAnotherHasAnotherSerial()
    {
        Assert.Equal(BomBuilder.ToJson(Image, null), BomBuilder.ToJson(Image with { Packages = [.. Image.Packages.Reverse()] }, null));
        var other = JsonNode.Parse(BomBuilder.ToJson(Image with { DaemonHash = new string('d', 64) }, null))!;
        Assert.NotEqual((string?)Bom["serialNumber"], (string?)other["serialNumber"]);
        Assert.Null(Bom["metadata"]!["timestamp"]);
    }

    [Fact]
    public void Bom_WithATime_SaysItAndKeepsItsSerial()
    {
        var timed = JsonNode.Parse(BomBuilder.ToJson(Image, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)))!;
        Assert.Equal("2023-11-14T22:13:20Z", (string?)timed["metadata"]!["timestamp"]);
        Assert.Equal((string?)Bom["serialNumber"], (string?)timed["serialNumber"]);
    }

    [Fact]
    public void Installed_DamagedBlocks_AreLeftOut()
    {
        Assert.Equal(["busybox", "musl", "odd"], InstalledText.Parse(Database).Select(e => e.Description.Name));
        Assert.Empty(InstalledText.Parse("\n\nP:\n\n:\n\nx"));
    }
}

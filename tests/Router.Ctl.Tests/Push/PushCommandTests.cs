using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Ctl.Push.Edges;
using Router.Documents;
using Router.Fleet.Push;

namespace Router.Ctl.Tests.Push;

/// <summary>What is found out before the first connection; <c>Router.Fleet.Tests</c> has the rest.</summary>
public sealed class PushCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public PushCommandTests()
    {
        folder.Write("good.yaml", "version: 1\n");
        folder.Write("template.yaml", "version: 1\nsystem: { hostname: \"${name}\", time-zone: \"${zone}\" }\n");
        folder.Write("bad.yaml", "version: 1\nsistem: {}\n");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(new string[] { }, "no device is named")]
    [InlineData(new[] { "r1" }, "there is no configuration for it")]
    [InlineData(new[] { "r1:x", "--config", "good.yaml" }, "'r1:x' is no device")]
    [InlineData(new[] { "r1", "--config", "good.yaml", "--confirm", "0" }, "--confirm: 0 is not a number from 1 to 1440")]
    [InlineData(new[] { "r1", "--config", "good.yaml", "--parallel", "many" }, "many")]
    public async Task Push_IncompleteCommand_IsAUsageError(string[] args, string message)
    {
        Assert.Equal(ExitCode.Usage, await Push(args));
        Assert.Contains(message, terminal.Error);
    }

    [Theory]
    [InlineData(new[] { "r1", "--config", "none.yaml" }, "none.yaml:0:0: document: there is no such file")]
    [InlineData(new[] { "r1", "--config", "bad.yaml" }, "bad.yaml:2:1: sistem: unknown key")]
    [InlineData(new[] { "r1", "r1:22", "--config", "good.yaml" }, "are the same device")]
    [InlineData(new[] { "r1", "--config", "good.yaml", "--secrets", "none" }, "there is no such folder")]
    [InlineData(new[] { "r1", "--config", "good.yaml", "--identity", "none" }, "there is no such file")]
    [InlineData(new[] { "r1", "--config", "good.yaml", "--identity", "good.yaml" }, "it is not a private key")]
    public async Task Push_WrongInput_IsFoundBeforeAnythingIsSent(string[] args, string message)
    {
        Assert.Equal(ExitCode.Input, await Push(args));
        Assert.Contains(message, terminal.Error);
        Assert.Empty(terminal.Out);
    }

    [Fact]
    public void Orders_OfAnInventory_AreFilledInForEachDevice()
    {
        folder.Write("inventory.yaml", """
            config: template.yaml
            variables: { zone: Europe/Oslo }
            devices:
              oslo: { address: 192.0.2.1 }
              paris: { address: 192.0.2.2, variables: { zone: Europe/Paris } }
              hub: { address: 192.0.2.3, config: good.yaml }
            """);
        var orders = new OrderBook(terminal.Terminal).Make([], null, folder["inventory.yaml"], "admin", ValueMap<string, string>.Empty);
        Assert.Equal(
            [
                "version: 1\nsystem: { hostname: \"oslo\", time-zone: \"Europe/Oslo\" }\n",
                "version: 1\nsystem: { hostname: \"paris\", time-zone: \"Europe/Paris\" }\n",
                "version: 1\n",
            ],
            orders.Select(o => o.Document));
    }

    [Fact]
    public void Orders_EachDevice_GetsTheSecretsThatItsDocumentNames()
    {
        folder.Write("anna.yaml", "version: 1\nsystem: { users: { anna: { role: files, password: !secret anna } } }\n");
        folder.Write(
            "both.yaml",
            "version: 1\nsystem: { users: { a: { role: files, password: !secret anna }, b: { role: files, password: !secret ben } } }\n");
        folder.Write("inventory.yaml", """
            devices:
              one: { address: 192.0.2.1, config: anna.yaml }
              two: { address: 192.0.2.2, config: both.yaml }
              none: { address: 192.0.2.3, config: good.yaml }
            """);
        var secrets = ValueMap<string, string>.Empty.With("anna", "1").With("ben", "2").With("stray", "3");
        var orders = new OrderBook(terminal.Terminal).Make([], null, folder["inventory.yaml"], "admin", secrets);
        Assert.Equal(["anna", "anna ben", ""], orders.Select(o => string.Join(' ', o.Secrets.Keys)));
        Assert.Equal("routerctl: note: not sent, since no document names it: stray\n", terminal.Error);
    }

    /// <summary>What a fleet's templates can, a push can too.</summary>
    [Fact]
    public void Orders_TemplateWithLoopAndInclude_IsFilledIn()
    {
        folder.Write("looped.yaml", "version: 1\n# ${include part.yaml}\n");
        folder.Write("part.yaml", "system:\n  hostname: ${name}\n  # ${for zone in zones}\n  time-zone: ${zone}\n  # ${end}\n");
        folder.Write("inventory.yaml", """
            config: looped.yaml
            variables: { zones: [Europe/Oslo] }
            devices: { "r[1:2]": { address: "192.0.2.${number}" } }
            """);
        var orders = new OrderBook(terminal.Terminal).Make(["r2"], null, folder["inventory.yaml"], null, ValueMap<string, string>.Empty);
        Assert.Equal(
            ("192.0.2.2", "version: 1\nsystem:\n  hostname: r2\n  time-zone: Europe/Oslo\n"),
            (orders[0].Device.Address, orders[0].Document));
    }

    [Fact]
    public void Orders_MissingVariable_NamesDeviceLineAndColumn()
    {
        folder.Write("inventory.yaml", "devices: { oslo: { address: 192.0.2.1, config: template.yaml } }\n");
        var failure = Assert.Throws<Failure>(
            () => new OrderBook(terminal.Terminal).Make([], null, folder["inventory.yaml"], "admin", ValueMap<string, string>.Empty));
        Assert.Contains($"{folder["template.yaml"]} for oslo:2:44: document: there is no variable zone", failure.Message);
        Assert.Equal("nothing was sent to any device", failure.How);
    }

    [Fact]
    public void Orders_UnknownDevice_NamesThoseThereAre()
    {
        folder.Write("inventory.yaml", "devices: { oslo: { address: 192.0.2.1, config: good.yaml } }\n");
        var failure = Assert.Throws<Failure>(() => new OrderBook(terminal.Terminal)
            .Make(["paris"], null, folder["inventory.yaml"], "admin", ValueMap<string, string>.Empty));
        Assert.Contains("'paris' is no device, group or tag here", failure.Message);
        Assert.Equal("there are oslo", failure.How);
    }

    [Fact]
    public void Table_Reports_AreALineEachWithASum()
    {
        PushTable.Print(terminal.Terminal,
        [
            new PushReport("oslo", DeviceOutcome.Applied, "2 steps")
            {
                Generation = 7,
                Seconds = 1.5,
                Notes = ["4:5: firewall sets block: no rule uses it"]
            },
            new PushReport("paris", DeviceOutcome.Refused, "the configuration has a problem")
            {
                Problems = [new Problem("a b", "is wrong", null, 3, 5)]
            },
            new PushReport("hub", DeviceOutcome.CutOff, "not reached again\e[31m"),
        ]);
        Assert.Equal(
            """
            DEVICE  RESULT    GEN  SECONDS  DETAIL
            oslo    applied     7      1.5  2 steps
              note: 4:5: firewall sets block: no rule uses it
            paris   refused     -      0.0  the configuration has a problem
              paris:3:5: a b: is wrong
            hub     cut off     -      0.0  not reached again?[31m
            3 devices: 1 applied, 1 refused, 1 cut off

            """, terminal.Out);
    }

    [Fact]
    public void Secrets_CertificatesWithTextAndChains_ArePassed()
    {
        Directory.CreateDirectory(folder["secrets"]);
        var chain = string.Concat(
            Enumerable.Repeat($"-----BEGIN CERTIFICATE-----\n{new string('A', 64)}\n-----END CERTIFICATE-----\n", 400));
        folder.Write("secrets/chain", chain);
        folder.Write("secrets/full", new string('x', PushOrder.LongestSecret) + "\r\n");
        folder.Write("secrets/marked", "\uFEFFswordfish\n");
        var secrets = SecretFolder.Read(folder["secrets"]);
        Assert.Equal(
            (chain.TrimEnd(), PushOrder.LongestSecret, "swordfish"), (secrets["chain"], secrets["full"].Length, secrets["marked"]));
    }

    [Fact]
    public void Secrets_WhatCannotBeOne_NamesTheFile()
    {
        Directory.CreateDirectory(folder["secrets"]);
        foreach (var (bytes, why) in new[]
        {
            (new byte[PushOrder.LongestSecret + 1], "1 to 65536 bytes"),
            ("\n"u8.ToArray(), "1 to 65536 bytes"),
            ([0x30, 0x82, 0xff, 0xfe], "not text in UTF-8")
        })
        {
            bytes.AsSpan().Replace((byte)0, (byte)0x78);
            File.WriteAllBytes(folder["secrets/one"], bytes);
            var failure = Assert.Throws<Failure>(() => SecretFolder.Read(folder["secrets"]));
            Assert.Contains(folder["secrets/one"], failure.Message);
            Assert.Contains(why, failure.Message);
        }
    }

    private Task<int> Push(string[] args) =>
        terminal.RunAsync(
            PushCommand.Create,
            ["push", .. args.Select(a => a.EndsWith(".yaml", StringComparison.Ordinal) || a == "none" ? folder[a] : a)]);
}

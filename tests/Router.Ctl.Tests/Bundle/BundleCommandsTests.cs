using System.Text.Json.Nodes;
using Router.Bundles;
using Router.Bundles.Format;
using Router.Core.Trust;
using Router.Ctl.Bundle;
using Router.Ctl.Cli;
using Router.Ctl.Upgrades;
using Router.Testing.Bundles;

namespace Router.Ctl.Tests.Bundle;

public sealed class BundleCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public BundleCommandsTests() => folder.Write("keys/release.pem", (TestBundle.Key with { Until = null }).ToText());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Bundle_AnImage_IsPackedAndRead()
    {
        WriteImage(new TestBundle());
        Assert.Equal(ExitCode.Done, await RunAsync("bundle", folder["image"]));
        var file = folder["image/pc-x86_64-1.2.3.bundle"];
        Assert.Equal($"{new FileInfo(file).Length,12} {file}\n", terminal.Out);
        Assert.False(File.Exists($"{file}.partial"));
        var inspect = new RecordingTerminal();
        Assert.Equal(
            ExitCode.Done, await inspect.RunAsync(BundleCommands.Create, "bundle", "inspect", file, "--keys", folder["keys"], "--json"));
        var answer = JsonNode.Parse(inspect.Out)!;
        Assert.Equal(
            ("pc-x86_64", 8, 2, "release"),
            ((string)answer["board"]!, (int)answer["release"]!, (int)answer["schema"]!, (string)answer["signedBy"]!));
        Assert.Equal(
            ["vmlinuz", "initramfs", "entry", "rootfs.squashfs"], answer["files"]!.AsArray().Select(each => (string)each!["name"]!));
    }

    [Fact]
    public async Task Bundle_ANewerImage_ReplacesTheOld_AndABrokenOneDoesNot()
    {
        WriteImage(new TestBundle());
        await RunAsync("bundle", folder["image"], "-o", folder["out.bundle"]);
        var first = await File.ReadAllBytesAsync(folder["out.bundle"], Stopping);
        folder.Write("image/initramfs", "something else");
        Assert.Equal(ExitCode.Input, await RunAsync("bundle", folder["image"], "-o", folder["out.bundle"]));
        Assert.Contains("build the image again", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllBytesAsync(folder["out.bundle"], Stopping));
        Assert.Empty(Directory.GetFiles(folder[""], "*.partial"));
    }

    [Fact]
    public async Task Bundle_AnImageThatCannotBeOne_SaysWhy()
    {
        Assert.Equal(ExitCode.Input, await RunAsync("bundle", folder["nowhere"]));
        Assert.Contains("there is no image in it", terminal.Error, StringComparison.Ordinal);
        using var stranger = P256.Generate();
        WriteImage(new TestBundle { SignedBy = stranger });
        Assert.Equal(ExitCode.Input, await RunAsync("bundle", folder["image"]));
        Assert.Contains("is signed by none of the keys that are trusted", terminal.Error, StringComparison.Ordinal);
        WriteImage(new TestBundle());
        File.Delete(folder["image/chunks"]);
        Assert.Equal(ExitCode.Input, await RunAsync("bundle", folder["image"]));
        Assert.Contains("chunks is missing", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_WhatIsNotWhatWasSigned_IsRefused()
    {
        var good = new TestBundle().ToBytes();
        byte[] flipped = [.. good[..^10], (byte)(good[^10] ^ 4), .. good[^9..]];
        foreach (var (content, message) in new[]
        {
            (good[..^1], $"it is cut off after {good.Length - 1} bytes of {good.Length}"),
            (flipped, "rootfs.squashfs: it is damaged at byte "),
            ([.. good, 1], "it is longer than"),
            ("a text"u8.ToArray(), "it is no bundle"),
        })
        {
            await File.WriteAllBytesAsync(folder["x.bundle"], content, Stopping);
            var inspect = new RecordingTerminal();
            Assert.Equal(
                ExitCode.Input,
                await inspect.RunAsync(BundleCommands.Create, "bundle", "inspect", folder["x.bundle"], "--keys", folder["keys"]));
            Assert.Contains($"{folder["x.bundle"]}: {message}", inspect.Error, StringComparison.Ordinal);
            Assert.Equal("", inspect.Out);
        }
    }

    [Theory]
    [InlineData(new[] { "r1" }, ExitCode.Usage, "no release is named")]
    [InlineData(new[] { "--bundle", "{good}" }, ExitCode.Usage, "no device is named")]
    [InlineData(new[] { "r1", "--bundle", "{none}" }, ExitCode.Input, "there is no such file")]
    [InlineData(new[] { "a b", "--bundle", "{good}" }, ExitCode.Usage, "is no device")]
    [InlineData(new[] { "r1", "r1:22", "--bundle", "{good}" }, ExitCode.Input, "are the same device")]
    [InlineData(new[] { "r1", "--bundle", "{good}", "--within", "0" }, ExitCode.Usage, "--within: 0 is not a number from 1 to 240")]
    public async Task Upgrade_WhatCannotBegin_SaysWhy(string[] args, int code, string message)
    {
        await File.WriteAllBytesAsync(folder["good"], new TestBundle().ToBytes(), Stopping);
        string[] filled =
        [
            "upgrade", .. args.Select(arg => arg switch { "{good}" => folder["good"], "{none}" => folder["none"], _ => arg }),
            "--keys", folder["keys"],
        ];
        Assert.Equal(code, await terminal.RunAsync(UpgradeCommands.Create, filled));
        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_ABundleOfAStranger_IsSentToNobody()
    {
        using var stranger = P256.Generate();
        await File.WriteAllBytesAsync(folder["bad"], new TestBundle { SignedBy = stranger }.ToBytes(), Stopping);
        Assert.Equal(
            ExitCode.Input,
            await terminal.RunAsync(UpgradeCommands.Create, "upgrade", "r1", "--bundle", folder["bad"], "--keys", folder["keys"]));
        Assert.Contains("it is signed by none of the keys that are trusted", terminal.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private Task<int> RunAsync(params string[] args) => terminal.RunAsync(BundleCommands.Create, [.. args, "--keys", folder["keys"]]);

    /// <summary>As a build leaves it.</summary>
    private void WriteImage(TestBundle made)
    {
        var bytes = made.ToBytes();
        var header = BundleHeader.Parse(bytes);
        Directory.CreateDirectory(folder["image"]);
        var at = BundleHeader.Length;
        foreach (var (name, length) in new[]
        {
            ("manifest.json", header.Manifest), ("manifest.json.sig", header.Signature), (BundleNames.Chunks, header.Index),
        })
        {
            File.WriteAllBytes(folder[$"image/{name}"], bytes[at..(at + length)]);
            at += length;
        }
        foreach (var (name, content) in made.Files)
            File.WriteAllBytes(folder[$"image/{name}"], content);
    }
}

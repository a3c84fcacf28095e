using System.Security.Cryptography;
using Router.Core.Verity;
using Router.Image.Edges;

namespace Router.Image.Tests.Verity;

/// <summary>Against cryptsetup's veritysetup.</summary>
public sealed class VerityTreeTests : IDisposable
{
    private const string Uuid = "0e6ce3aa-1b2c-4f8d-9a3b-6f3d1c2b4a59";

    private readonly string folder = Directory.CreateTempSubdirectory("router-verity").FullName;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>One block, one level of hashes, a full one, two and three.</summary>
    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "00ff")]
    [InlineData(128, "6b1d9b3e5f")]
    [InlineData(129, "6b1d9b3e5f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829304")]
    [InlineData((128 * 128) + 1, "6b1d9b3e5f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071829304")]
    public async Task Of_AnyNumberOfBlocks_IsWhatVeritysetupMakes(int blocks, string salt)
    {
        var (data, tree) = (Path.Combine(folder, "data"), Path.Combine(folder, "tree"));
        var content = new byte[blocks * VerityTree.BlockSize];
        new Random(blocks).NextBytes(content);
        await File.WriteAllBytesAsync(data, content, Stopping);
        var ours = VerityTree.Of(new MemoryStream(content), Convert.FromHexString(salt), Guid.Parse(Uuid));
        var said = (await Tool.RunAsync(
            ["veritysetup", "format", data, tree, $"--salt={(salt.Length == 0 ? "-" : salt)}", $"--uuid={Uuid}"],
            Stopping)).OrThrow("veritysetup");
        var theirs = said.Split('\n').Single(line => line.StartsWith("Root hash:", StringComparison.Ordinal))["Root hash:".Length..].Trim();
        Assert.Equal(theirs, Convert.ToHexStringLower(ours.RootHash.Span));
        Assert.Equal(blocks, ours.Blocks);
        // A file may end behind what stands in it, a device does not.
        var file = await File.ReadAllBytesAsync(tree, Stopping);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Trimmed(file))), Convert.ToHexString(SHA256.HashData(Trimmed(ours.Content.Span))));
    }

    [Fact]
    public async Task Of_DataWithAFlippedBit_IsFoundByVeritysetup()
    {
        var (data, tree) = (Path.Combine(folder, "data"), Path.Combine(folder, "tree"));
        var content = RandomNumberGenerator.GetBytes(300 * VerityTree.BlockSize);
        var ours = VerityTree.Of(new MemoryStream(content), [1, 2, 3], Guid.Parse(Uuid));
        await File.WriteAllBytesAsync(tree, ours.Content.ToArray(), Stopping);
        await File.WriteAllBytesAsync(data, content, Stopping);
        Task<ToolResult> VerifyAsync() =>
            Tool.RunAsync(["veritysetup", "verify", data, tree, Convert.ToHexStringLower(ours.RootHash.Span)], Stopping);
        (await VerifyAsync()).OrThrow("veritysetup");
        content[^1] ^= 0x10;
        await File.WriteAllBytesAsync(data, content, Stopping);
        Assert.NotEqual(0, (await VerifyAsync()).ExitCode);
    }

    [Theory]
    [InlineData(0, 0, "there are no data")]
    [InlineData(VerityTree.BlockSize + 1, 0, "the data end within a block of 4096 bytes")]
    [InlineData(VerityTree.BlockSize, 257, "a salt of 257 bytes, and 256 is the most")]
    public void Of_WhatIsNoFileSystem_SaysWhy(int length, int salt, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentException>(() => VerityTree.Of(new MemoryStream(new byte[length]), new byte[salt], Guid.Empty)).Message,
        StringComparison.Ordinal);

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> content) => content.TrimEnd((byte)0);
}

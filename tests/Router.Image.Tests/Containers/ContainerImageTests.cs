using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Router.Image.Apk;
using Router.Image.Containers;
using Router.Image.Containers.Edges;
using Router.Image.Edges;
using Router.Image.Trees;

namespace Router.Image.Tests.Containers;

public sealed class ContainerImageTests : IDisposable
{
    private const long Time = 1_700_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("router-oci-").FullName;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>As tar reads it: names, kinds, modes, links, one time, and nothing of /dev.</summary>
    [Fact]
    public async Task Write_Tree_IsReadByTarAsItWas()
    {
        Write("one");
        var listed = await Tool.OutputAsync(
            ["tar", "--list", "--verbose", "--numeric-owner", "--utc", "-f", Path.Combine(folder, "one", ContainerImage.Tarball)],
            Stopping);
        var lines = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var owner = Environment.IsPrivilegedProcess ? "0/0" : lines[0].Split(' ')[1];
        Assert.Equal(
            [
                $"drwxr-xr-x {owner} 0 2023-11-14 22:13 dev/",
                $"drwxr-xr-x {owner} 0 2023-11-14 22:13 etc/",
                $"lrwxrwxrwx {owner} 0 2023-11-14 22:13 etc/{new string('l', 120)} -> {new string('t', 130)}",
                $"-rw-r----- {owner} 7 2023-11-14 22:13 etc/shadow",
            ],
            lines);
    }

    /// <summary>Every file is named by its hash, each document names the next, and the layer's own digest is of the plain tar.</summary>
    [Fact]
    public async Task Write_Layout_NamesEachPartByItsHash()
    {
        Write("one");
        var layout = Path.Combine(folder, "one", ContainerImage.Layout);
        var blobs = Path.Combine(layout, "blobs", "sha256");
        Assert.All(
            Directory.EnumerateFiles(blobs), file => Assert.Equal(Path.GetFileName(file), Hash(File.ReadAllBytes(file))));
        var index = Read(Path.Combine(layout, "index.json"));
        var manifest = Blob(index["manifests"]![0]!);
        var config = Blob(manifest["config"]!);
        var layer = File.ReadAllBytes(PathOf(manifest["layers"]![0]!));
        Assert.Equal("amd64", (string)config["architecture"]!);
        Assert.Equal("/usr/libexec/router/container", (string)config["config"]!["Entrypoint"]![0]!);
        Assert.Equal(layer, await File.ReadAllBytesAsync(Path.Combine(folder, "one", ContainerImage.Tarball), Stopping));
        using var plain = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(layer), CompressionMode.Decompress))
            await gzip.CopyToAsync(plain, Stopping);
        Assert.Equal($"sha256:{Hash(plain.ToArray())}", (string)config["rootfs"]!["diff_ids"]![0]!);

        string PathOf(JsonNode descriptor) => Path.Combine(blobs, ((string)descriptor["digest"]!).Split(':')[1]);

        JsonNode Blob(JsonNode descriptor)
        {
            Assert.Equal(new FileInfo(PathOf(descriptor)).Length, (long)descriptor["size"]!);
            return Read(PathOf(descriptor));
        }
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        Write("one");
        Write("two");
        Assert.Equal(Files("one"), Files("two"));

        List<(string, string)> Files(string name) =>
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(Path.Combine(folder, name), file), Hash(File.ReadAllBytes(file)))).Order(),
        ];
    }

    [Theory]
    [InlineData(NodeKind.Fifo, false, "/run/pipe is a device, a pipe or a socket")]
    [InlineData(NodeKind.File, true, "/run/pipe has capabilities, which an image for containers would lose")]
    public void Write_WhatATarDoesNotKeep_IsRefused(NodeKind kind, bool capable, string expected)
    {
        TreeEntry[] tree = [new("/run/pipe", kind, 0b110_100_100, 0, 0, default) { HasCapabilities = capable }];
        Assert.Equal(expected, Assert.Throws<ImageException>(() => LayerWriter.Write(Stream.Null, tree, Time)).Message);
    }

    private void Write(string name)
    {
        var tree = Path.Combine(folder, "tree");
        if (!Directory.Exists(tree))
        {
            Directory.CreateDirectory(Path.Combine(tree, "etc"));
            Directory.CreateDirectory(Path.Combine(tree, "dev"));
            File.WriteAllText(Path.Combine(tree, "dev", "null"), "");
            File.WriteAllText(Path.Combine(tree, "etc", "shadow"), "root:*:");
            File.SetUnixFileMode(
                Path.Combine(tree, "etc", "shadow"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            File.CreateSymbolicLink(Path.Combine(tree, "etc", new string('l', 120)), new string('t', 130));
        }
        var work = Path.Combine(folder, name);
        Directory.CreateDirectory(work);
        ContainerImage.Write(tree, work, "amd64", "router lab", "0.1.0", Time);
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
